import { copyFileSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

const END = '.lazy.ts';
const FOLDER = 'lazy';

const stemOf = (path: string): string => basename(path, END);

/**
 * The modules named `*.lazy.ts`, as entry points: each becomes a separate file beside the functions that may
 * load it, which is read when they do. Inside their bundles, Node would have to parse it at every start.
 *
 * Such a file is bundled by itself and shares neither state nor classes with the code that loads it. Splitting, by which
 * esbuild would let them share, cuts what all functions have in common into dozens of files for each.
 * @throws Error when two have one name
 */
export function lazyEntries(root: string): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const path of globSync(`shared/**/*${END}`, { cwd: root }).sort()) {
    const name = `${FOLDER}/${stemOf(path)}`;
    if (entries[name]) throw new Error(`${entries[name]} and ${path} would be bundled into the same file`);
    entries[name] = path;
  }
  return entries;
}

/** Leads dynamic imports of such a module to its file beside the bundle. */
export const lazyModules: Plugin = {
  name: 'lazy-modules',
  setup(build) {
    build.onResolve({ filter: /\.lazy\.ts$/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point') return undefined;
      if (kind === 'dynamic-import') return { path: `./${stemOf(path)}.mjs`, external: true };
      return { errors: [{ text: `${importer} must import ${path} when it needs it, by import()` }] };
    });
  },
};

/** Puts beside each bundle the files that it may load, so that its folder is complete. */
export function placeLazyModules({ outputs }: Metafile, root: string, outdir: string): void {
  for (const [output, { imports }] of Object.entries(outputs))
    for (const { path, kind, external } of imports)
      if (external && kind === 'dynamic-import' && path.startsWith('./'))
        copyFileSync(join(outdir, FOLDER, path), join(root, dirname(output), path));
}
