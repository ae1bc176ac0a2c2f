import { join } from 'node:path';
import { Problem } from '../../shared/base/problem.ts';
import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { getConsoleRoute } from './page-routes.ts';
import { storedFile } from './stored-files.ts';

const FOLDER = join(import.meta.dirname, 'console');
const PAGE = 'index.html';
const YEAR_SECONDS = 31_536_000;

/** Nothing inline, nothing from elsewhere but recordings. No data becomes HTML: what would make it so is refused. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  'media-src https:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const pageHeaders = {
  'content-security-policy': policy,
  'cache-control': 'no-cache',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'x-robots-tag': 'noindex',
};

export const handler = openEndpoint(getConsoleRoute, async ({ event, headers }) => {
  const name = event.rawPath.split('/').at(-1) ?? '';
  // The pages' own paths have no dots.
  const isFile = name.includes('.');
  const file = await storedFile(FOLDER, isFile ? name : PAGE, headers['accept-encoding']);
  if (file === undefined) throw new Problem('not_found');
  const { bytes, type, encoding } = file;
  return {
    status: 200,
    bytes,
    headers: {
      'content-type': type,
      ...(encoding && { 'content-encoding': encoding }),
      vary: 'Accept-Encoding',
      ...(isFile ? { 'cache-control': `public, max-age=${YEAR_SECONDS}, immutable` } : pageHeaders),
    },
  };
});
