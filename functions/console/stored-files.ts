import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { remember } from '../../shared/base/async/remember.ts';
import { Problem } from '../../shared/base/problem.ts';
import type { Reply } from '../../shared/http/exchange.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

const YEAR_SECONDS = 31_536_000;

/** A page may only load files of this origin, and nothing inline. No data becomes HTML. */
export const pagePolicy = (...more: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** For files that may change: what else browsers may do with them. */
const pageHeaders = (policy: string): Record<string, string> => ({
  'content-security-policy': policy,
  'cache-control': 'no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'x-robots-tag': 'noindex',
});

/** Pages have fixed names; all other files are named by their content and never change. */
const isHashed = (name: string): boolean => /-[0-9A-Z]{8}\.\w+$/.test(name);

/**
 * Answers with a file of a folder, compressed as the client takes it.
 * @param policy the Content-Security-Policy of pages
 * @throws Problem not_found
 */
export async function fileReply(
  folder: string,
  name: string,
  headers: Readonly<Record<string, string | undefined>>,
  policy: string,
): Promise<Reply & { headers: Record<string, string> }> {
  const file = await storedFile(folder, name, headers['accept-encoding']);
  if (file === undefined) throw new Problem('not_found');
  const { bytes, type, encoding } = file;
  return {
    status: 200,
    bytes,
    headers: {
      'content-type': type,
      ...(encoding && { 'content-encoding': encoding }),
      vary: 'Accept-Encoding',
      ...(isHashed(name)
        ? { 'cache-control': `public, max-age=${YEAR_SECONDS}, immutable` }
        : pageHeaders(policy)),
    },
  };
}

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

/** The files of a bundle never change. */
const contentOf = remember((path: string) => readFile(path));

/**
 * A file as a client takes it: compressed where it says that it can read that.
 * @param accepts the request's `Accept-Encoding`
 * @returns undefined when there is no such file
 */
async function storedFile(
  folder: string,
  name: string,
  accepts: string | undefined,
): Promise<StoredFile | undefined> {
  const type = types[extname(name)];
  if (type === undefined || !NAME.test(name)) return undefined;
  const encoding = encodings.find((candidate) => isAccepted(candidate.name, accepts));
  const path = join(folder, `${name}${encoding?.end ?? '.gz'}`);
  const bytes = await contentOf(path).catch(() => undefined);
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
