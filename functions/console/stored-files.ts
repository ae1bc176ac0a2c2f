import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** How files are stored, the smallest first. */
const encodings = [
  { name: 'br', end: '.br' },
  { name: 'gzip', end: '.gz' },
] as const;

interface StoredFile {
  bytes: Uint8Array;
  type: string;
  /** Not there when the bytes are the file's own. */
  encoding?: string;
}

/** `main-4KJ2.js`: of this folder and no other. */
const NAME = /^[\w-]+\.\w+$/;

const known = new Map<string, Uint8Array>();

async function contentOf(path: string): Promise<Uint8Array | undefined> {
  const content = known.get(path) ?? (await readFile(path).catch(() => undefined));
  if (content) known.set(path, content);
  return content;
}

/**
 * A file as a client takes it: compressed where it says that it can read that.
 * @param accepts the request's `Accept-Encoding`
 * @returns undefined when there is no such file
 */
export async function storedFile(
  folder: string,
  name: string,
  accepts: string | undefined,
): Promise<StoredFile | undefined> {
  const type = types[extname(name)];
  if (type === undefined || !NAME.test(name)) return undefined;
  const encoding = encodings.find((one) => isAccepted(one.name, accepts));
  const bytes = await contentOf(join(folder, `${name}${encoding?.end ?? '.gz'}`));
  if (bytes === undefined) return undefined;
  return encoding
    ? { bytes, type, encoding: encoding.name }
    : { bytes: await promisify(gunzip)(bytes), type };
}

/** RFC 9110, section 12.5.3: `gzip, br;q=0`. */
function isAccepted(encoding: string, accepts = ''): boolean {
  const wishes = accepts
    .toLowerCase()
    .split(',')
    .map((wish) => wish.trim().split(/\s*;\s*/));
  const wish = wishes.find(([name]) => name === encoding) ?? wishes.find(([name]) => name === '*');
  return wish !== undefined && !wish.some((part) => /^q=0(\.0*)?$/.test(part));
}
