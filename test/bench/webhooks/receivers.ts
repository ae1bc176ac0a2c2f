import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrival {
  /** Which endpoint. */
  endpoint: number;
  eventId: string;
  /** Milliseconds since 1970, and parts of them. */
  at: number;
}

/** The servers of many merchants. */
export interface Receivers {
  url(endpoint: number): string;
  arrivals: Arrival[];
  /** What each endpoint does from now on; those that hang are let go when they no longer do. */
  behave(as: (endpoint: number) => 'take' | 'fail' | 'hang'): void;
  stop(): Promise<void>;
}

export async function startReceivers(): Promise<Receivers> {
  const arrivals: Arrival[] = [];
  const hanging = new Set<ServerResponse>();
  let behaviour: Parameters<Receivers['behave']>[0] = () => 'take';
  const server = createServer((request, response) => {
    const at = performance.timeOrigin + performance.now();
    request.resume().on('end', () => {
      const endpoint = Number(request.url?.slice(1));
      arrivals.push({ endpoint, eventId: String(request.headers['webhook-id']), at });
      const does = behaviour(endpoint);
      if (does === 'hang') hanging.add(response.on('close', () => hanging.delete(response)));
      else response.writeHead(does === 'take' ? 200 : 500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    arrivals,
    url: (endpoint) => `http://127.0.0.1:${port}/${endpoint}`,
    behave(as) {
      behaviour = as;
      for (const response of hanging) response.writeHead(200).end();
      hanging.clear();
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
