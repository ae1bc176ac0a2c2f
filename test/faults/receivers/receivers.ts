import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastClock } from '../support/fast-clock.ts';
import type { Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';

/** What kind of server a merchant runs. */
export type Temper = 'good' | 'flaky' | 'slow' | 'broken' | 'absent' | 'leaving';

export interface Receipt {
  /** The endpoint's name: the last part of its URL. */
  endpoint: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** When all of it had come, and when its connection was done with, on the fast clock. */
  at: number;
  endedAt: number;
  /** Whether a whole 2xx went out. */
  taken: boolean;
}

export interface Receivers {
  /** The URL of an endpoint by this name. */
  url(endpoint: string, temper: Temper): string;
  receipts: Receipt[];
  /** Nobody leaves from now on. */
  calm(): void;
  stop(): Promise<void>;
}

/** Nobody listens there: a connection is refused at once. */
const NOWHERE = 'http://127.0.0.1:9';

/** Merchants' servers on this machine, each with its own temper. @param onReceipt called before anything is answered */
export async function startReceivers(
  random: Random,
  clock: FastClock,
  journal: Journal,
  onReceipt: () => void,
): Promise<Receivers> {
  const tempers = new Map<string, Temper>();
  const receipts: Receipt[] = [];
  let calm = false;
  const pause = (milliseconds: number) =>
    new Promise((resume) => setTimeout(resume, clock.realMs(milliseconds)));

  const server = createServer(async (request, response) => {
    const body = await read(request);
    if (body === undefined) return;
    const endpoint = request.url?.slice(1) ?? '';
    const headers = request.headers as Receipt['headers'];
    const at = clock.now();
    const receipt: Receipt = { endpoint, headers, body, at, endedAt: Number.POSITIVE_INFINITY, taken: false };
    response.once('close', () => {
      receipt.endedAt = clock.now();
    });
    receipts.push(receipt);
    onReceipt();
    const temper = tempers.get(endpoint) ?? 'good';
    const manner = calm && temper === 'leaving' ? ok : mannerOf(random, temper);
    await manner.act(response, pause, random);
    receipt.taken = manner.takes && response.writableFinished;
    const id = headers['webhook-id'] ?? '';
    journal.record(id, `${endpoint} got it, signed at ${headers['webhook-timestamp']}: ${manner.name}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    receipts,
    url(endpoint, temper) {
      tempers.set(endpoint, temper);
      return `${temper === 'absent' ? NOWHERE : `http://127.0.0.1:${port}`}/${endpoint}`;
    },
    calm() {
      calm = true;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}

interface Manner {
  name: string;
  /** Whether a deliverer that hears it to its end has delivered. */
  takes: boolean;
  act(response: ServerResponse, pause: (milliseconds: number) => Promise<unknown>, random: Random): unknown;
}

const ok: Manner = { name: '200', takes: true, act: (response) => end(response, 200) };
const slow: Manner = {
  name: '200, late',
  takes: true,
  act: async (response, pause, random) => {
    await pause(random.integer(100, 4000));
    await end(response, 200);
  },
};
/** For this the endpoint is disabled at once. */
const gone: Manner = { name: '410', takes: false, act: (response) => end(response, 410) };
const refusals: readonly [Manner, ...Manner[]] = [
  { name: '500', takes: false, act: (response) => end(response, 500) },
  { name: '429', takes: false, act: (response) => end(response, 429) },
  { name: 'reset', takes: false, act: (response) => response.destroy() },
  {
    name: 'reset within its answer',
    takes: false,
    act(response) {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
      response.destroy();
    },
  },
  // Longer than the whole exchange may take.
  { name: 'silence', takes: false, act: (response, pause) => pause(20_000).then(() => response.destroy()) },
];

function mannerOf(random: Random, temper: Temper): Manner {
  switch (temper) {
    case 'good':
    case 'absent':
      return ok;
    case 'slow':
      return slow;
    case 'flaky':
      return random.chance(0.5) ? ok : random.oneOf(refusals);
    case 'leaving':
      return random.chance(0.02) ? gone : ok;
    case 'broken':
      return refusals[0];
  }
}

/** Resolves when the answer is out. */
const end = (response: ServerResponse, status: number): Promise<void> =>
  new Promise((resolve) => {
    response.once('close', () => resolve());
    response.writeHead(status, { connection: 'close' });
    response.end(() => resolve());
  });
