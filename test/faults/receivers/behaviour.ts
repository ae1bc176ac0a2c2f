import type { ServerResponse } from 'node:http';
import type { Random } from '../support/random.ts';

export type ReceiverKind =
  /** Accepts everything. */
  | 'healthy'
  /** Accepts half of everything and fails otherwise, each time in another way. */
  | 'flaky'
  /** Accepts everything after a while. */
  | 'slow'
  /** Answers 500 to everything. */
  | 'failing'
  /** Refuses connections. */
  | 'unreachable'
  /** Accepts most of everything, and answers 410 at times, which disables its endpoint. */
  | 'disabling';

/** How a receiver treats one request. */
export interface Behaviour {
  name: string;
  /** Whether the webhook is delivered, provided that the whole response went out. */
  accepts: boolean;
  /** @param sleep takes milliseconds on the fast clock */
  respond(
    response: ServerResponse,
    sleep: (milliseconds: number) => Promise<unknown>,
    random: Random,
  ): unknown;
}

export const accept: Behaviour = {
  name: '200',
  accepts: true,
  respond: (response) => end(response, 200),
};

const acceptLate: Behaviour = {
  name: '200, late',
  accepts: true,
  async respond(response, sleep, random) {
    await sleep(random.integer(100, 4000));
    await end(response, 200);
  },
};

/** Has the endpoint disabled at once. */
const gone: Behaviour = { name: '410', accepts: false, respond: (response) => end(response, 410) };

/** Longer than an attempt waits for a response. */
const TOO_LONG_MS = 20_000;

const failures: readonly [Behaviour, ...Behaviour[]] = [
  { name: '500', accepts: false, respond: (response) => end(response, 500) },
  { name: '429', accepts: false, respond: (response) => end(response, 429) },
  { name: 'connection reset', accepts: false, respond: (response) => response.destroy() },
  {
    name: 'connection reset within the response',
    accepts: false,
    respond(response) {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('{');
      response.destroy();
    },
  },
  {
    name: 'no response',
    accepts: false,
    respond: (response, sleep) => sleep(TOO_LONG_MS).then(() => response.destroy()),
  },
];

/** Draws how a receiver of this kind treats a request. */
export function drawBehaviour(random: Random, kind: ReceiverKind): Behaviour {
  switch (kind) {
    case 'healthy':
    case 'unreachable':
      return accept;
    case 'slow':
      return acceptLate;
    case 'flaky':
      return random.chance(0.5) ? accept : random.oneOf(failures);
    case 'disabling':
      return random.chance(0.02) ? gone : accept;
    case 'failing':
      return failures[0];
  }
}

/** Resolves when the response is sent. */
const end = (response: ServerResponse, status: number): Promise<void> =>
  new Promise((resolve) => {
    response.once('close', () => resolve());
    response.writeHead(status, { connection: 'close' });
    response.end(() => resolve());
  });
