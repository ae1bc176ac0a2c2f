import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

const CLIENT = 'functions/console/client';

/** The folder beside the function's bundle that holds what it serves: each file as `name.br` and `name.gz`. */
const FOLDER = 'console';

/**
 * Bundles the console's client for browsers: a page, and hashed files that never change. They are stored compressed,
 * because an HTTP API sends what it is given. The same sources give the same bytes.
 * @param folder of the bundle of the function that serves them
 */
export async function bundleConsole(root: string, folder: string, readable: boolean): Promise<void> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`${CLIENT}/main.tsx`, `${CLIENT}/style/main.css`, `${CLIENT}/favicon.svg`],
    outdir: FOLDER,
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
    tsconfigRaw: {},
    minify: !readable,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  const page = Buffer.from(pageOf(metafile));
  mkdirSync(join(folder, FOLDER), { recursive: true });
  await Promise.all([...files, { name: 'index.html', contents: page }].map(store));

  async function store({ name, contents }: { name: string; contents: Uint8Array }): Promise<void> {
    const [small, common] = await Promise.all([brotli(contents), promisify(gzip)(contents, { level: 9 })]);
    writeFileSync(join(folder, FOLDER, `${name}.br`), small);
    writeFileSync(join(folder, FOLDER, `${name}.gz`), common);
  }
}

const brotli = (contents: Uint8Array): Promise<Buffer> =>
  promisify(brotliCompress)(contents, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
  });

/** The page that loads the client. All that it names is a file of its own: its policy allows nothing inline. */
function pageOf({ outputs }: Metafile): string {
  const made = (source: string) => {
    const found = Object.keys(outputs).find((path) => isMadeOf(outputs[path], `${CLIENT}/${source}`));
    if (found === undefined) throw new Error(`The console lacks ${source}`);
    return found;
  };
  const main = made('main.tsx');
  const first = (outputs[main]?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
  const url = (path: string) => `/console/${basename(path)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Recado</title>
<link rel="icon" type="image/svg+xml" href="${url(made('favicon.svg'))}">
<link rel="stylesheet" href="${url(made('style/main.css'))}">
${first.map(({ path }) => `<link rel="modulepreload" href="${url(path)}">\n`).join('')}<script type="module" src="${url(main)}"></script>
</head>
<body>
<div id="app"></div>
<noscript>Recado needs JavaScript.</noscript>
</body>
</html>
`;
}

const isMadeOf = (output: Metafile['outputs'][string] | undefined, source: string): boolean =>
  output?.entryPoint === source || Object.keys(output?.inputs ?? {}).join() === source;
