import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { KEY_BYTES } from '../../../shared/adapters/cipher/local-cipher.ts';
import { isBusy } from './lock.ts';
import { closeToOthers, writePrivately } from './private-files.ts';
import { loadOrCreateSecretsKey } from './secrets-key.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Caches that can be rebuilt: synthesized assemblies, downloaded engines. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'recado');

const DATABASE = 'host.sqlite';

/** The folder that a host keeps its state in, exclusively while it runs. */
export interface Folder {
  path: string;
  /** Whether it is removed at the end. */
  temporary: boolean;
  /** Whether an earlier run left its state here. */
  reused: boolean;
  /** The key that seals secrets in the table, in base64. */
  secretsKey: string;
  /** The position of each reader of a stream shard. */
  positions: Positions;
  close(): void;
}

export interface Positions {
  get(reader: string): string | undefined;
  set(reader: string, sequenceNumber: string): void;
}

/**
 * Opens the folder to keep state in, or a private one for this run, in memory where the system has room there.
 * @param say gets a line about where the state is kept, when that is not the usual place
 * @throws Error when another host is using the folder
 */
export function openFolder(dataDir?: string, say: (line: string) => void = () => {}): Folder {
  const temporary = dataDir === undefined;
  const path = dataDir ?? temporaryFolder(say);
  const remove = () => rmSync(path, { recursive: true, force: true });
  if (temporary) process.once('exit', remove);
  writePrivately();
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (!temporary) closeToOthers(path, DATABASE);
  const reused = readdirSync(path).length > 0;
  const database = new DatabaseSync(join(path, DATABASE), { timeout: 100 });
  try {
    // The operating system releases the lock when the process ends, however it ends.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    database.exec(
      'CREATE TABLE IF NOT EXISTS positions (reader TEXT PRIMARY KEY, sequence_number TEXT NOT NULL)',
    );
    database.exec('BEGIN EXCLUSIVE; COMMIT');
  } catch (cause) {
    database.close();
    throw new Error(isBusy(cause) ? `Another host is using ${path}` : `${path} cannot be used`, { cause });
  }
  let secretsKey: string;
  try {
    secretsKey = temporary ? randomBytes(KEY_BYTES).toString('base64') : loadOrCreateSecretsKey(path);
  } catch (cause) {
    database.close();
    throw cause;
  }
  const read = database.prepare('SELECT sequence_number FROM positions WHERE reader = ?');
  const write = database.prepare('INSERT OR REPLACE INTO positions VALUES (?, ?)');
  return {
    path,
    temporary,
    reused,
    secretsKey,
    positions: {
      get: (reader) => read.get(reader)?.sequence_number as string | undefined,
      set: (reader, sequenceNumber) => void write.run(reader, sequenceNumber),
    },
    close() {
      database.close();
      if (!temporary) return;
      remove();
      process.off('exit', remove);
    },
  };
}
