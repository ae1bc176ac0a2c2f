import { join } from 'node:path';
import { buildSync } from 'esbuild';

/**
 * Bundles the function that empties buckets. The library's own takes the SDK from its runtime, and its permission to delete
 * from the bucket's tags: emulators have neither.
 * @returns the folder with its `index.js`
 */
export function bundleEmptying(outdir: string): string {
  const folder = join(outdir, 'bundles', 'empty-bucket');
  buildSync({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: ['infra/bundle/empty-bucket.ts'],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return folder;
}
