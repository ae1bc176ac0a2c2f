import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardedLookup } from './addresses.ts';
import { readBody } from './body.ts';
import { CONNECTION, resolvePublic } from './connection.ts';
import { ExchangeFailed, type FailureClass, failureOf, type HttpResult } from './http-result.ts';
import { type KeptHeaders, keptHeaders } from './kept-headers.ts';
import { type Resolve, resolveHere } from './resolve.ts';
import { parseTarget } from './target.ts';

/**
 * Milliseconds for one exchange with another party's server, from resolving its name to the last byte of the answer.
 */
export const DEADLINE_MS = 15_000;

/**
 * Informational responses (1xx) that are accepted before the final one: more of them are an attempt to keep us busy.
 */
const MAX_INFORMATIONAL = 20;

export interface Post {
  /** POST by default. */
  method?: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The exact text that is sent, as UTF-8; empty for a GET. */
  body: string;
  /** Milliseconds for the whole exchange. */
  deadlineMs: number;
  /** Bytes of the response's body that are kept; 16 kB by default. */
  bodyCap?: number;
  /** Whether the result includes the response's headers (`keptHeaders`). */
  keepsHeaders?: true;
  /** Allows plain http and private addresses; for the local host only. */
  allowPrivate: boolean;
}

/** What has arrived of a response so far. */
interface Seen {
  status: number | null;
  body: string | null;
  headers?: KeptHeaders;
  retryAfter?: string;
}

/**
 * Sends to a URL that another party chose. It never throws; every result is an `HttpResult`: redirects are not followed
 * and are failures, the address that was checked is the one that is connected to, and once an answer has its headers
 * its status alone decides, not its body.
 * @param resolve finds the addresses of a name: the machine's way on one's own, else the internet's
 */
export async function post(
  { method = 'POST', url: text, headers, body, deadlineMs, bodyCap, keepsHeaders, allowPrivate }: Post,
  resolve: Resolve = allowPrivate ? resolveHere : resolvePublic,
): Promise<HttpResult> {
  const started = performance.now();
  const seen: Seen = {
    status: null,
    body: null,
  };
  const failed = (failure: FailureClass): HttpResult => ({
    ok: false,
    failure,
    ...seen,
    durationMs: Math.round(performance.now() - started),
  });

  const target = parseTarget(text, allowPrivate);
  if ('fault' in target) return failed(target.fault === 'public_host' ? 'blocked_address' : 'invalid_url');
  const { url } = target;

  const exchange = Promise.withResolvers<void>();
  const timer = setTimeout(() => exchange.reject(new ExchangeFailed('timeout')), deadlineMs);
  const bytes = Buffer.from(body);
  let request: ClientRequest | undefined;
  try {
    request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      ...CONNECTION,
      method,
      headers: headersToSend(method, headers, bytes.length),
      lookup: guardedLookup(allowPrivate, resolve),
    });
    // At once: a body that breaks off in the same packet as its headers is gone a moment later.
    request.on('response', (response) => {
      seen.status = response.statusCode ?? 0;
      seen.body = '';
      const kept = keepsHeaders && keptHeaders(response.headers);
      if (kept) seen.headers = kept;
      const retryAfter = response.headers['retry-after'];
      if (retryAfter !== undefined) seen.retryAfter = retryAfter;
      const keep = (read: string) => {
        seen.body = read;
      };
      readBody(response, keep, bodyCap).then(exchange.resolve);
    });
    send(request, bytes, (error) => {
      if (seen.status !== null) return;
      seen.status = statusBefore(error);
      if (seen.status === null) exchange.reject(error);
      else exchange.resolve();
    });
    await exchange.promise;
  } catch (error) {
    if (seen.status === null) return failed(failureOf(error));
  } finally {
    clearTimeout(timer);
    request?.destroy();
  }
  const status = seen.status ?? 0;
  if (status >= 300 && status < 400) return failed('redirect');
  if (status < 200 || status >= 300) return failed('http_status');
  const { body: answered, headers: kept } = seen;
  const durationMs = Math.round(performance.now() - started);
  return { ok: true, status, body: answered ?? '', ...(kept && { headers: kept }), durationMs };
}

/** The headers of a request as they go out, but for those of the connection. */
export const headersToSend = (
  method: Post['method'],
  headers: Post['headers'],
  bytes: number,
): Record<string, string> => ({
  ...headers,
  'accept-encoding': 'identity',
  ...(method !== 'GET' && { 'content-length': String(bytes) }),
});

/** The status of an answer whose headers cannot be read: two different lengths, a header without a name. */
function statusBefore(error: Error & { rawPacket?: unknown }): number | null {
  if (!(error.rawPacket instanceof Uint8Array)) return null;
  const [, status] =
    /^HTTP\/1\.[01] ([2-5]\d\d)\b/.exec(Buffer.from(error.rawPacket).toString('latin1', 0, 16)) ?? [];
  return status === undefined ? null : Number(status);
}

function send(request: ClientRequest, bytes: Buffer, fail: (error: Error) => void): void {
  request.on('error', fail);
  request.on('upgrade', (_response, socket) => {
    socket.destroy();
    fail(new ExchangeFailed('invalid_response'));
  });
  let information = 0;
  request.on('information', () => {
    if (++information > MAX_INFORMATIONAL) request.destroy(new ExchangeFailed('invalid_response'));
  });
  request.on('close', () => fail(new ExchangeFailed('reset')));
  request.end(bytes);
}
