import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file in a host's folder while the host runs: one that was killed leaves it there. */
export const MARK = 'running';

/** Marks a folder as that of a host that runs. Answers what takes the mark away; any end but a kill does. */
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
