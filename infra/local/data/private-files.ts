import { chmodSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** The rights of everybody but the owner. */
const OF_OTHERS = 0o077;

/**
 * Lets what this process and its children write from now on be their owner's alone: the files hold customers' names and
 * phones, and keys.
 */
export function writePrivately(): void {
  // A thread has no mask of its own to set.
  if (isMainThread) process.umask(process.umask() | OF_OTHERS);
}

/**
 * Closes a folder of ours, with all that earlier runs left in it, to everybody but its owner.
 * @param marker a file that only our folders hold: another one that is not empty is left as it is
 */
export function closeToOthers(folder: string, marker: string): void {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  if (entries.length > 0 && !existsSync(join(folder, marker))) return;
  close(folder);
  for (const entry of entries)
    if (entry.isDirectory() || entry.isFile()) close(join(entry.parentPath, entry.name));
}

/** On a file system without modes, or in another user's folder, they stay as they are. */
function close(path: string): void {
  try {
    chmodSync(path, statSync(path).mode & 0o777 & ~OF_OTHERS);
  } catch (refused) {
    const code = refused instanceof Error && 'code' in refused ? refused.code : undefined;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOENT') throw refused;
  }
}
