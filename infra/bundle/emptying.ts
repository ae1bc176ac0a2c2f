import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
const HANDLER =
  'node_modules/aws-cdk-lib/custom-resource-handlers/dist/aws-s3/auto-delete-objects-handler/index.js';

/**
 * Bundles the library's function that empties a bucket with the SDK that it would otherwise take from its runtime, where
 * AWS changes it at will and emulators have none.
 * @returns the folder with its `index.js`
 */
export function bundleEmptying(outdir: string): string {
  const folder = join(outdir, 'bundles', 'empty-bucket');
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [HANDLER],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  return folder;
}
