import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  /** The JSON that came. */
  body: unknown;
  /** `performance.timeOrigin` and all: comparable with `Date.now()`, but finer. */
  at: number;
}

/** Somebody's server that takes every POST: webhooks, or call requests of a voice agent. */
export interface Receiver {
  url: string;
  received: Received[];
  /** Waits until this many have come. @throws Error when that takes too long */
  waitFor(count: number, limitMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const at = performance.timeOrigin + performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      received.push({ path: request.url ?? '', headers: request.headers, body, at });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    async waitFor(count, limitMs = 60_000) {
      const deadline = Date.now() + limitMs;
      while (received.length < count) {
        if (Date.now() > deadline)
          throw new Error(`Only ${received.length} of ${count} came in ${limitMs} ms`);
        await new Promise((resume) => setTimeout(resume, 5));
      }
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
