import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type BuildResult, build, type Metafile, type Plugin } from 'esbuild';

/** The files for browsers, in memory, with the sources of each. */
export type ClientBuild = BuildResult<{ write: false; metafile: true }>;

/**
 * Bundles what a browser loads into hashed files that never change. The same sources give the same bytes.
 * @param entryPoints by their paths from the root
 * @param folder that the files seem to lie in
 */
export const buildClient = (
  root: string,
  entryPoints: string[],
  folder: string,
  readable: boolean,
  plugins: Plugin[] = [],
): Promise<ClientBuild> =>
  build({
    absWorkingDir: root,
    entryPoints,
    outdir: folder,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome111', 'safari16.4', 'firefox113'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins,
    tsconfigRaw: {},
    minify: !readable,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });

/** The file that a source became. @throws Error when it became none */
export function madeOf({ outputs }: Metafile, source: string): string {
  const found = Object.keys(outputs).find((path) => isMadeOf(outputs[path], source));
  if (found === undefined) throw new Error(`Nothing was made of ${source}`);
  return found;
}

const isMadeOf = (output: Metafile['outputs'][string] | undefined, source: string): boolean =>
  output?.entryPoint === source || Object.keys(output?.inputs ?? {}).join() === source;

/** The files of a build by their names. */
export const filesOf = ({ outputFiles }: ClientBuild): Map<string, Uint8Array> =>
  new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));

/**
 * Puts files into a folder beside a function's bundle, each as `name.br` and `name.gz`, because an HTTP API sends what it
 * is given.
 */
export async function storeCompressed(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await Promise.all(
    [...files].map(async ([name, given]) => {
      const contents = Buffer.from(given);
      const [small, common] = await Promise.all([brotli(contents), promisify(gzip)(contents, { level: 9 })]);
      writeFileSync(join(folder, `${name}.br`), small);
      writeFileSync(join(folder, `${name}.gz`), common);
    }),
  );
}

const brotli = (contents: Uint8Array): Promise<Buffer> =>
  promisify(brotliCompress)(contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
  });
