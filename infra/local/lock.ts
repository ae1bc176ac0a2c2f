import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Whether a process of that id is there. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs the work while no other process of this machine runs it under the same lock file. */
export async function alone<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  while (!taken(path)) await new Promise((resume) => setTimeout(resume, 100));
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function taken(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isAlive(holder(path))) rmSync(path, { force: true });
    return false;
  }
}

/** The process that holds it; this one, which lives, while its number is not written yet. */
function holder(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
}
