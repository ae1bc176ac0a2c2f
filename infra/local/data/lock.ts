import { DatabaseSync } from 'node:sqlite';

/** Whether a process with that id exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Runs the work while no other process of this machine runs it under the same lock file. The operating system releases
 * the lock when its holder ends, however it ends.
 */
export async function holdingLock<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new DatabaseSync(path);
  try {
    while (!taken(lock)) await new Promise((resume) => setTimeout(resume, 100));
    return await work();
  } finally {
    lock.close();
  }
}

const SQLITE_BUSY = 5;

/** Whether SQLite refused because another process holds the lock. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;

function taken(lock: DatabaseSync): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
