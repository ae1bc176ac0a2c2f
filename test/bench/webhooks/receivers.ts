import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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
  /** Waits until this many have come. @throws Error when none came for this long */
  waitFor(count: number, limitMs: number, tell?: (there: number) => void): Promise<void>;
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
    async waitFor(count, limitMs, tell) {
      let [there, since] = [-1, Date.now()];
      while (arrivals.length < count) {
        if (arrivals.length !== there) [there, since] = [arrivals.length, Date.now()];
        if (Date.now() - since > limitMs)
          throw new Error(`Only ${there} of ${count} webhooks came, and none for ${limitMs} ms`);
        tell?.(there);
        await sleep(100);
      }
    },
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
