import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux's in-memory file system. */
const MEMORY = '/dev/shm';

/** With less than this it fills up within minutes; containers get 64 MB by default. */
const ENOUGH_BYTES = 512 * 1024 * 1024;

/**
 * A new folder: in memory if there is enough room, otherwise among the temporary files.
 * @param say gets a line when the folder is on disk although there is memory for it
 */
export function temporaryFolder(say: (line: string) => void, memory = MEMORY): string {
  const room = roomIn(memory);
  const elsewhere = (why: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'recado-'));
    say(`Data is kept in ${folder}, not in memory: ${why}.`);
    return folder;
  };
  if (room === undefined) return mkdtempSync(join(tmpdir(), 'recado-'));
  if (room < ENOUGH_BYTES) return elsewhere(`${memory} has room for ${Math.floor(room / 1024 ** 2)} MB`);
  try {
    return mkdtempSync(join(memory, 'recado-'));
  } catch (error) {
    return elsewhere(error instanceof Error ? error.message : String(error));
  }
}

/** Free bytes; undefined where there is no in-memory file system. */
function roomIn(place: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
