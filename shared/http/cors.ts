import type { DialectName } from '../base/dialect-name.ts';
import type { Exchange } from './exchange.ts';

/** The dialects that pages of other origins may call: those that shops' own front ends use. */
const OPEN: readonly DialectName[] = ['orders', 'intake'];

/** Headers that a page may read besides those that every page may (Fetch, CORS-safelisted response-header names). */
const EXPOSED = [
  'etag',
  'idempotency-replayed',
  'link',
  'location',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-ignored-parameters',
  'x-request-id',
];

/** How long a browser remembers what a preflight allowed: Chromium's longest. */
const REMEMBERED_SECONDS = 7200;

/**
 * The headers that let a page of another origin call the orders and intake dialects, for the origins that the stage names
 * (`CORS_ORIGINS`, separated by spaces). Cookies are never taken along: a page needs a key or a hook's token, like every other client.
 */
export function corsHeaders(
  { dialect, headers, event }: Exchange,
  allowed = '',
  origins = (process.env.CORS_ORIGINS ?? '').split(' '),
): Record<string, string> {
  if (!OPEN.includes(dialect.name) || origins[0] === '') return {};
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return { vary: 'origin' };
  const granted = { vary: 'origin', 'access-control-allow-origin': origin };
  const { method } = event.requestContext.http;
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined)
    return { ...granted, 'access-control-expose-headers': EXPOSED.join(', ') };
  return {
    ...granted,
    'access-control-allow-methods': allowed,
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': String(REMEMBERED_SECONDS),
  };
}
