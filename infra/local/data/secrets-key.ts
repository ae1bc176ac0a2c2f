import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_BYTES } from '../../../shared/adapters/cipher/local-cipher.ts';

/**
 * The key that seals secrets in the table of a folder, in base64: made when it is first needed, readable by its owner
 * alone. A process that is killed midway leaves either no key or a complete one.
 * @throws Error when the file is not a key: a new one could not open any of the secrets
 */
export function loadOrCreateSecretsKey(folder: string): string {
  const path = join(folder, 'secrets.key');
  if (!existsSync(path)) {
    const written = `${path}.new`;
    rmSync(written, { force: true });
    writeFileSync(written, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flush: true });
    renameSync(written, path);
  }
  const key = readFileSync(path, 'utf8').trim();
  if (Buffer.from(key, 'base64').length !== KEY_BYTES)
    throw new Error(`${path} does not contain a key for secrets`);
  return key;
}
