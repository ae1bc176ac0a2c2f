import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Logger } from '../../adapters/logging/logger.ts';
import { remember } from '../../base/async/remember.ts';
import { readAdminKey } from './admin-key-text.ts';
import { createSecretsManager } from './secrets-manager.ts';

type Log = Pick<Logger, 'error'>;

/**
 * The current admin key. One that cannot be used authenticates nobody, and the log says why. Both throw Secrets Manager's error when the key cannot be read.
 */
export interface CurrentAdminKey {
  /** Whether a text is the key. */
  is(presented: string, log?: Log): Promise<boolean>;
  /** Whether this is the text's signature by `sign` with the current key. */
  signed(text: string, signature: string, log?: Log): Promise<boolean>;
  /** An HMAC of a text with the admin key; undefined when the key cannot be used. */
  sign(text: string, log?: Log): Promise<string | undefined>;
}

/** A new admin key is known everywhere after this long. */
const KEPT_MS = 30_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests have one length, so that the comparison takes the same time for every key. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const signature = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('hex');

/**
 * Reads `ADMIN_API_KEY` or, without it, the secret that `ADMIN_API_KEY_SECRET_ARN` names, kept for half a
 * minute after the first check that needs it.
 * @throws Error at the function's start when neither variable is set, or `ADMIN_API_KEY` cannot be used
 */
export function adminKeyFromEnvironment(environment: NodeJS.ProcessEnv = process.env): CurrentAdminKey {
  const read = readerFromEnvironment(environment);
  return {
    async is(presented, log) {
      const key = await read(log);
      return key !== undefined && same(presented, key);
    },
    async signed(text, found, log) {
      const key = await read(log);
      return key !== undefined && same(signature(text, key), found);
    },
    async sign(text, log) {
      const key = await read(log);
      return key === undefined ? undefined : signature(text, key);
    },
  };
}

/** Reads the key, or undefined for one that cannot be used. */
type Reader = (log: Log | undefined) => Promise<string | undefined>;

function readerFromEnvironment(environment: NodeJS.ProcessEnv): Reader {
  const { ADMIN_API_KEY: text, ADMIN_API_KEY_SECRET_ARN: arn } = environment;
  if (text) {
    const read = readAdminKey(text);
    if ('fault' in read) throw new Error(`ADMIN_API_KEY: ${read.fault}`);
    return async () => read.key;
  }
  if (!arn) throw new Error('Neither ADMIN_API_KEY nor ADMIN_API_KEY_SECRET_ARN is set');
  const secret = remember(loadSecret, { lastsMs: KEPT_MS });
  return async (log) => {
    const read = readAdminKey(await secret(arn));
    if ('key' in read) return read.key;
    log?.error('The admin key cannot be used', { reason: read.fault });
    return undefined;
  };
}

async function loadSecret(arn: string): Promise<string> {
  const { SecretString, SecretBinary = '' } = await createSecretsManager().send('GetSecretValue', {
    SecretId: arn,
  });
  return SecretString ?? new TextDecoder().decode(Buffer.from(SecretBinary, 'base64'));
}
