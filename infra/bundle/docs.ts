import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ApiDocument } from '../../functions/docs/reference/document.ts';
import { aboutRecado, docsSite, frontPage } from '../../functions/docs/site.ts';
import { LOCAL_URL, openapi } from '../../functions/meta/openapi.ts';
import { buildClient, filesOf, madeOf, storeCompressed } from './client.ts';

const CLIENT = 'functions/docs/client';
const ICON = 'functions/console/client/favicon.svg';
const FOLDER = 'docs';

/** The files that browsers load besides the pages, with their addresses. */
async function clientOf(root: string, readable: boolean) {
  const script = `${CLIENT}/main.ts`;
  const style = `${CLIENT}/style.css`;
  const made = await buildClient(root, [script, style, ICON], FOLDER, readable);
  const url = (source: string) => `/docs/${basename(madeOf(made.metafile, source))}`;
  return { files: filesOf(made), assets: { script: url(script), style: url(style), icon: url(ICON) } };
}

/**
 * Writes the documentation: its pages whole, so that the function only hands them out, and the files that they load.
 * @param folder of the bundle of the function that serves them
 */
export async function bundleDocs(root: string, folder: string, readable: boolean): Promise<void> {
  const { files, assets } = await clientOf(root, readable);
  // The rendered document does not contain the API's address.
  const pages = docsSite(openapi(LOCAL_URL) as ApiDocument, assets);
  await storeCompressed(join(folder, FOLDER), new Map<string, string | Uint8Array>([...files, ...pages]));
}

/**
 * Writes the answers of the root path, to people and to programs.
 * @param folder of the bundle of the function that serves it
 */
export async function bundleFront(root: string, folder: string, readable: boolean): Promise<void> {
  const { style, icon } = (await clientOf(root, readable)).assets;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const about = aboutRecado(version);
  const answers = { 'index.html': frontPage(about, { style, icon }), 'index.json': JSON.stringify(about) };
  await storeCompressed(join(folder, 'front'), new Map(Object.entries(answers)));
}
