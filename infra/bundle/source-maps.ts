import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';

/** Makes the paths in source maps absolute: an assembly copies each bundle to another folder. */
export function resolveSources({ outputs }: Metafile, root: string): void {
  for (const output of Object.keys(outputs).filter((path) => path.endsWith('.map'))) {
    const path = join(root, output);
    const map = JSON.parse(readFileSync(path, 'utf8')) as { sources: string[] };
    const sources = map.sources.map((source) => resolve(dirname(path), source));
    writeFileSync(path, JSON.stringify({ ...map, sources }));
  }
}
