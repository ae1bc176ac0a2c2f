import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The response of a stand-in; undefined where the connection breaks. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> } | undefined;

export interface Stand {
  url: string;
  stop(): Promise<void>;
}

/** Serves JSON on the loopback, as a provider's API does. */
export async function startStand(
  answer: (request: IncomingMessage, url: URL, body: string) => Answer | Promise<Answer>,
): Promise<Stand> {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const answered = await answer(request, new URL(request.url ?? '', 'http://provider.test'), body);
    if (answered === undefined) return void request.socket.destroy();
    response.writeHead(answered.status, { 'content-type': 'application/json', ...answered.headers });
    response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
