import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen } from '../http/listen.ts';

/** A webhook as it arrived, byte for byte, as its signature needs it. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Receiver {
  url: string;
  received: readonly Received[];
  stop(): void;
}

/** The merchant's own server: takes every POST and answers 200. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.end('ok');
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/webhooks/recado`,
    received,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
