import { basename, join } from 'node:path';
import type { Metafile } from 'esbuild';
import { buildClient, filesOf, madeOf, storeCompressed } from './client.ts';
import { wordsPlugin } from './words.ts';

const CLIENT = 'functions/console/client';

/** The folder next to the function's bundle with the files that it serves. */
const FOLDER = 'console';

/**
 * Bundles the console's client for browsers: a page, and the files that it loads.
 * @param folder of the bundle of the function that serves them
 */
export async function bundleConsole(root: string, folder: string, readable: boolean): Promise<void> {
  const entryPoints = ['main.tsx', 'style/main.css', 'favicon.svg'].map((source) => `${CLIENT}/${source}`);
  const made = await buildClient(root, entryPoints, FOLDER, readable, [wordsPlugin(`${CLIENT}/words`)]);
  await storeCompressed(
    join(folder, FOLDER),
    filesOf(made).set('index.html', Buffer.from(pageOf(made.metafile))),
  );
}

/** The page that loads the client. Everything is in separate files: its policy allows nothing inline. */
function pageOf(metafile: Metafile): string {
  const main = madeOf(metafile, `${CLIENT}/main.tsx`);
  const first = (metafile.outputs[main]?.imports ?? []).filter(({ kind }) => kind === 'import-statement');
  const url = (path: string) => `/console/${basename(path)}`;
  const urlOf = (source: string) => url(madeOf(metafile, `${CLIENT}/${source}`));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Recado</title>
<link rel="icon" type="image/svg+xml" href="${urlOf('favicon.svg')}">
<link rel="stylesheet" href="${urlOf('style/main.css')}">
${first.map(({ path }) => `<link rel="modulepreload" href="${url(path)}">\n`).join('')}<script type="module" src="${url(main)}"></script>
</head>
<body>
<div id="app"></div>
<noscript>Recado needs JavaScript.</noscript>
</body>
</html>
`;
}
