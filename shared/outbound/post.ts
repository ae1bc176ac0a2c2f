import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardedLookup } from './addresses.ts';
import { readBody } from './body.ts';
import { ExchangeFailed, type FailureClass, failureOf, type Outcome } from './outcome.ts';
import { publicResolver, type Resolve, resolveHere } from './resolve.ts';
import { parseTarget } from './target.ts';

/** One exchange with somebody else's server, from the name's resolution to the last byte of the answer. */
export const DEADLINE_MS = 15_000;

const resolvePublic = publicResolver();

/** Informational responses (1xx) before the one that counts: whoever sends more wants to keep us busy. */
const MOST_INFORMATION = 20;

export interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The exact text that is sent, as UTF-8. */
  body: string;
  /** Milliseconds for the whole exchange. */
  deadlineMs: number;
  /** Plain http and addresses that are not public: on one's own machine only. */
  allowPrivate: boolean;
}

/**
 * POSTs to a URL that somebody else chose. Whatever happens is an outcome, it never throws: redirects are not followed
 * and are failures, the body is read up to a cap, and the address that was checked is the one that is connected to.
 * @param resolve finds the addresses of a name: the machine's way on one's own, else the internet's
 */
export async function post(
  { url: text, headers, body, deadlineMs, allowPrivate }: Post,
  resolve: Resolve = allowPrivate ? resolveHere : resolvePublic,
): Promise<Outcome> {
  const started = performance.now();
  const seen: { status: number | null; body: string | null; retryAfter?: string } = {
    status: null,
    body: null,
  };
  const failed = (failure: FailureClass): Outcome => ({
    ok: false,
    failure,
    ...seen,
    durationMs: Math.round(performance.now() - started),
  });

  const target = parseTarget(text, allowPrivate);
  if ('fault' in target) return failed(target.fault === 'public_host' ? 'blocked_address' : 'invalid_url');
  const { url } = target;

  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(new ExchangeFailed('timeout')), deadlineMs);
  const bytes = Buffer.from(body);
  let request: ClientRequest | undefined;
  const exchange = async (): Promise<number> => {
    request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': bytes.length },
      lookup: guardedLookup(allowPrivate, resolve),
      // A connection of its own: one kept alive may be closed by the receiver just as it is used again, and a POST
      // that fails so cannot be told from one that arrived.
      agent: false,
    });
    const response = await send(request, bytes);
    const status = response.statusCode ?? 0;
    seen.status = status;
    seen.body = '';
    const retryAfter = response.headers['retry-after'];
    if (retryAfter !== undefined) seen.retryAfter = retryAfter;
    await readBody(response, (read) => {
      seen.body = read;
    });
    return status;
  };
  try {
    const status = await Promise.race([exchange(), deadline.promise]);
    if (status >= 300 && status < 400) return failed('redirect');
    if (status < 200 || status >= 300) return failed('http_status');
    return { ok: true, status, body: seen.body ?? '', durationMs: Math.round(performance.now() - started) };
  } catch (error) {
    return failed(failureOf(error));
  } finally {
    clearTimeout(timer);
    request?.destroy();
  }
}

function send(request: ClientRequest, bytes: Buffer): Promise<IncomingMessage> {
  return new Promise((answered, fail) => {
    request.on('response', answered);
    request.on('error', fail);
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      fail(new ExchangeFailed('invalid_response'));
    });
    let information = 0;
    request.on('information', () => {
      if (++information > MOST_INFORMATION) request.destroy(new ExchangeFailed('invalid_response'));
    });
    request.on('close', () => fail(new ExchangeFailed('reset')));
    request.end(bytes);
  });
}
