import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalFunction } from '../functions/runtime.ts';
import { failed, type HttpAnswer, notFound, toAnswer, tooLarge, unavailable } from './answer.ts';
import { toEvent } from './event.ts';
import { listen } from './listen.ts';
import type { Match } from './routes.ts';

/** API Gateway quotas, HTTP API: payload size. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface RouteTarget {
  lambda: LocalFunction;
  timeoutMs: number;
}

export type Router = (method: string, path: string) => Match<RouteTarget> | undefined;

/** The HTTP API's server. It answers 503 until it has its routes. */
export interface Gateway {
  url: string;
  serve(router: Router, apiId: string): void;
  /** Stops listening, gives running requests this long to end, then aborts them. */
  stop(graceMs: number): Promise<void>;
}

/** @throws Error with code EADDRINUSE when the port is taken */
export async function startGateway(
  port: number,
  onFailure: (name: string, error: unknown) => void,
): Promise<Gateway> {
  let router: Router | undefined;
  let apiId = '';

  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    const { method = 'GET', url = '/' } = request;
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    if (!router) return unavailable;
    const match = router(method, path);
    if (!match) return notFound;
    const body = await read(request);
    if (body === 'too large') return tooLarge;
    const event = toEvent(request, method, path, mark < 0 ? '' : url.slice(mark + 1), body, match, apiId);
    const { lambda, timeoutMs } = match.target;
    try {
      const work = lambda.invoke(event);
      return toAnswer(await (timeoutMs < lambda.timeoutSeconds * 1000 ? within(timeoutMs, work) : work));
    } catch (error) {
      onFailure(lambda.name, error);
      return error instanceof Error && error.name.endsWith('TimedOut') ? unavailable : failed;
    }
  };

  const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    answer(request).then(
      (given) => write(request, response, given),
      () => request.destroy(),
    );
  });
  const actual = await listen(server, port);
  return {
    url: `http://127.0.0.1:${actual}`,
    serve(to, id) {
      router = to;
      apiId = id;
    },
    async stop(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Reads the whole body. One that is too large is read to its end too, so that the client receives the refusal. */
function read(request: IncomingMessage): Promise<Buffer | undefined | 'too large'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks = [];
    });
    request.on('end', () => {
      if (size > MAX_BODY_BYTES) resolve('too large');
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client disconnected')));
  });
}

/** The integration's own limit, where it is below the function's. */
async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new IntegrationTimedOut()), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

class IntegrationTimedOut extends Error {
  override name = 'IntegrationTimedOut';
}

function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
): void {
  const empty = status === 204 || status === 304;
  response.writeHead(status, empty ? headers : { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(empty || request.method === 'HEAD' ? undefined : body);
}
