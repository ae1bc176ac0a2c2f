import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { findDynoxide } from '../../../infra/local/engine/dynoxide.ts';
import { chooseEngine } from '../../../infra/local/engine/start.ts';

/** The releases whose folders are kept, as `record-data.ts` wrote them down. */
export const releases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Whether this run's engine is the one of the two whose files they are. */
export const isTheirs = chooseEngine() === 'default' && findDynoxide() !== undefined;

/** The folder of a release, in a new place that the caller removes. */
export function unpack(release: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'recado-recorded-'));
  for (const name of readdirSync(join(import.meta.dirname, release)))
    if (name.endsWith('.br')) {
      const packed = readFileSync(join(import.meta.dirname, release, name));
      writeFileSync(join(dataDir, name.replace(/\.br$/, '')), brotliDecompressSync(packed), { mode: 0o600 });
    }
  return dataDir;
}

interface Known {
  /** What it was asked with. */
  testKey: string;
  /** What it answered, by path. */
  answers: Readonly<Record<string, { orders?: { id: string }[] }>>;
}

/** What a release told of its folder. @param url of the host that takes the place of the one that it ran on */
export function readKnown(release: string, url: string): Known {
  const known = readFileSync(join(import.meta.dirname, release, 'known.json'), 'utf8');
  return JSON.parse(known.replaceAll('HOST', url));
}
