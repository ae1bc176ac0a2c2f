import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a host's folder while the host runs; it stays there if the host is killed. */
export const MARK = 'running';

/** Marks a folder as in use. Returns a function that removes the mark, called on every exit but a SIGKILL. */
export function markRunning(folder: string): () => void {
  const path = join(folder, MARK);
  const unmark = () => rmSync(path, { force: true });
  writeFileSync(path, `${process.pid}\n`, { mode: 0o600 });
  process.once('exit', unmark);
  return () => {
    unmark();
    process.off('exit', unmark);
  };
}
