import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardedLookup } from './addresses.ts';
import { CONNECTION, resolvePublic } from './connection.ts';
import { ExchangeFailed, type FailureClass, failureOf } from './http-result.ts';
import { type Resolve, resolveHere } from './resolve.ts';
import { parseTarget } from './target.ts';

export interface Download {
  url: string;
  /** Sent to the URL's origin only: redirects to other origins do not get them. */
  headers: Readonly<Record<string, string>>;
  /** Milliseconds for all of it. */
  deadlineMs: number;
  /** Longer files are refused as soon as their length is known. */
  maxBytes: number;
  /** Allows plain http and private addresses; for the local host only. */
  allowPrivate: boolean;
}

export type Downloaded =
  | { ok: true; chunks: readonly Uint8Array[]; bytes: number }
  | { ok: false; failure: FailureClass | 'too_large'; status: number | null };

const MAX_REDIRECTS = 3;

/**
 * Fetches a file from a URL that another party chose. As in `post`, every result is a value, and the connection goes
 * to the address that was checked. A few redirects are followed, and each target is checked.
 */
export async function download(
  { url, headers, deadlineMs, maxBytes, allowPrivate }: Download,
  resolve: Resolve = allowPrivate ? resolveHere : resolvePublic,
): Promise<Downloaded> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const fetchFrom = async (from: string, redirects: number, secret: typeof headers): Promise<Downloaded> => {
    const target = parseTarget(from, allowPrivate);
    if ('fault' in target) {
      const failure = target.fault === 'public_host' ? 'blocked_address' : 'invalid_url';
      return { ok: false, failure, status: null };
    }
    const response = await get(target.url, secret, allowPrivate, resolve, deadline);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (status >= 300 && status < 400) response.destroy();
    if (status >= 300 && status < 400 && location !== undefined && redirects < MAX_REDIRECTS) {
      const next = URL.parse(location, target.url.href);
      if (next === null) return { ok: false, failure: 'redirect', status };
      return fetchFrom(next.href, redirects + 1, next.origin === target.url.origin ? secret : {});
    }
    if (status >= 200 && status < 300) return await read(response, maxBytes);
    response.destroy();
    return { ok: false, failure: status < 400 ? 'redirect' : 'http_status', status };
  };
  try {
    return await fetchFrom(url, 0, headers);
  } catch (error) {
    return { ok: false, failure: deadline.aborted ? 'timeout' : failureOf(error), status: null };
  }
}

function get(
  url: URL,
  headers: Readonly<Record<string, string>>,
  allowPrivate: boolean,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      ...CONNECTION,
      method: 'GET',
      headers: { ...headers, 'accept-encoding': 'identity' },
      lookup: guardedLookup(allowPrivate, resolve),
      signal,
    });
    request.on('response', done);
    request.on('error', fail);
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(new ExchangeFailed('invalid_response'));
    });
    request.end();
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Downloaded> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const status = response.statusCode ?? null;
  if (Number(response.headers['content-length']) > maxBytes) {
    response.destroy();
    return { ok: false, failure: 'too_large', status };
  }
  for await (const chunk of response) {
    chunks.push(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    // Leaving the loop ends the connection.
    if (bytes > maxBytes) return { ok: false, failure: 'too_large', status };
  }
  return { ok: true, chunks, bytes };
}
