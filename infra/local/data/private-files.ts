import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** Permissions of group and others. */
const OF_OTHERS = 0o077;

/**
 * Makes files that this process and its children write from now on readable by their owner only: they hold customers'
 * names, phones and keys.
 */
export function writePrivately(): void {
  // A worker thread cannot set its own umask.
  if (isMainThread) process.umask(process.umask() | OF_OTHERS);
}

/**
 * Restricts our folder, and everything that earlier runs left in it, to its owner.
 * @param marker a file that only our folders contain; any other folder that is not empty is left alone
 */
export function closeToOthers(folder: string, marker: string): void {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  if (entries.length > 0 && !existsSync(join(folder, marker))) return;
  close(folder);
  for (const entry of entries)
    if (entry.isDirectory() || entry.isFile()) close(join(entry.parentPath, entry.name));
}

/** Without effect on a file system without modes, or in another user's folder. */
function close(path: string): void {
  try {
    chmodSync(path, statSync(path).mode & 0o777 & ~OF_OTHERS);
  } catch (refused) {
    const code = refused instanceof Error && 'code' in refused ? refused.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOENT') throw refused;
  }
}
