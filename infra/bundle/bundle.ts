import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleConsole } from './console.ts';
import { dataAsText } from './data-as-text.ts';
import { bundleDocs, bundleFront } from './docs.ts';
import { type HandlerFile, handlerPaths } from './handler-file.ts';
import { idleParts } from './idle-parts.ts';
import { lazyEntries, lazyModules, placeLazyModules } from './lazy-modules.ts';
import { madeModules } from './made-modules.ts';
import { resolveSources } from './source-maps.ts';
import { unreadSchemas } from './unread-schemas.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Where each function's bundle is, by the function's name: a folder with `index.mjs` and the `*.lazy.ts` it may load. */
export type Bundles = ReadonlyMap<string, string>;

/** The files written next to the bundles of the functions that serve them. */
const served: Readonly<Record<string, (root: string, folder: string, readable: boolean) => Promise<void>>> = {
  'get-console': bundleConsole,
  'get-docs': bundleDocs,
  'get-front': bundleFront,
};

/**
 * Bundles every handler, in one run of esbuild. The same sources give the same bytes.
 * @param sourceMaps for debuggers: the code stays readable and says which lines of which file it comes from
 * @throws Error naming each function whose handler file is missing or exports no `handler`
 */
export async function bundle(
  handlers: readonly HandlerFile[],
  outdir: string,
  sourceMaps = false,
): Promise<Bundles> {
  const sourceOf = handlerPaths(ROOT);
  const missing = handlers.map(sourceOf).filter((source) => !existsSync(join(ROOT, source)));
  if (missing.length > 0) throw new Error(`Declared, but without a handler: ${missing.join(', ')}`);

  const serving = handlers.map(({ name }) => served[name]?.(ROOT, join(outdir, name), sourceMaps));
  const building = build({
    absWorkingDir: ROOT,
    entryPoints: {
      ...lazyEntries(ROOT),
      ...Object.fromEntries(handlers.map((handler) => [`${handler.name}/index`, sourceOf(handler)])),
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // esbuild prefers a package's CommonJS on this platform, which it cannot shake unused code out of.
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': join(import.meta.dirname, 'environment-credentials.ts'),
      'node:http': join(import.meta.dirname, 'http.ts'),
    },
    // A module has no `require`, through which packages in CommonJS load Node's built-in modules.
    banner: { js: `import{createRequire}from'node:module';const require=createRequire(import.meta.url);` },
    // A debugger is to stop in the lines that were written, and unread schemas are left out of rewritten ones.
    plugins: [...(sourceMaps ? [] : [unreadSchemas]), lazyModules, madeModules, idleParts, dataAsText],
    minify: !sourceMaps,
    sourcemap: sourceMaps,
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  const [{ metafile }] = await Promise.all([building, ...serving]);

  const silent = handlers.map(sourceOf).filter((source) => !exportsHandler(metafile, source));
  if (silent.length > 0) throw new Error(`These files export no handler: ${silent.join(', ')}`);
  placeLazyModules(metafile, ROOT, outdir);
  if (sourceMaps) resolveSources(metafile, ROOT);
  return new Map(handlers.map(({ name }) => [name, join(outdir, name)]));
}

function exportsHandler({ outputs }: Metafile, source: string): boolean {
  return Object.values(outputs).some(
    ({ entryPoint, exports }) => entryPoint === source && exports.includes('handler'),
  );
}
