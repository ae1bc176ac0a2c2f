import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux's place in memory. */
const MEMORY = '/dev/shm';

/** Below this it fills up within minutes of work: containers get 64 MB unless they ask for more. */
const ENOUGH_BYTES = 512 * 1024 * 1024;

/**
 * A folder of its own: in memory where there is such a place with enough room, else among the temporary files.
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

/** Bytes that may still be written; undefined where there is no such place. */
function roomIn(place: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(place);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
