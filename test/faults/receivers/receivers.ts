import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastClock } from '../support/fast-clock.ts';
import type { Journal } from '../support/journal.ts';
import type { Random } from '../support/random.ts';
import { accept, drawBehaviour, type ReceiverKind } from './behaviour.ts';

/** A request that a receiver got. */
export interface ReceivedWebhook {
  /** The name of its endpoint, which is the last part of the URL. */
  endpoint: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** When the whole request had arrived, and when its connection closed, on the fast clock. */
  receivedAt: number;
  closedAt: number;
  /** Whether a whole response of 2xx went out. */
  accepted: boolean;
}

/** The servers of merchants that webhooks are sent to. */
export interface Receivers {
  /** Adds a receiver of this kind. @returns the URL for its endpoint */
  add(endpoint: string, kind: ReceiverKind): string;
  received: ReceivedWebhook[];
  /** No receiver answers 410 from now on, so that no endpoint is disabled any more. */
  stopFaults(): void;
  stop(): Promise<void>;
}

/** Nothing listens there: connections are refused at once. */
const UNREACHABLE = 'http://127.0.0.1:9';

/** @param onReceived called for each request before it is answered */
export async function startReceivers(
  random: Random,
  clock: FastClock,
  journal: Journal,
  onReceived: () => void,
): Promise<Receivers> {
  const kinds = new Map<string, ReceiverKind>();
  const received: ReceivedWebhook[] = [];
  let mayDisable = true;
  const sleep = (milliseconds: number) =>
    new Promise((resume) => setTimeout(resume, clock.realMs(milliseconds)));

  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    if (body === undefined) return;
    const endpoint = request.url?.slice(1) ?? '';
    const headers = request.headers as ReceivedWebhook['headers'];
    const webhook: ReceivedWebhook = {
      endpoint,
      headers,
      body,
      receivedAt: clock.now(),
      closedAt: Number.POSITIVE_INFINITY,
      accepted: false,
    };
    response.once('close', () => {
      webhook.closedAt = clock.now();
    });
    received.push(webhook);
    onReceived();
    const kind = kinds.get(endpoint) ?? 'healthy';
    const behaviour = kind === 'disabling' && !mayDisable ? accept : drawBehaviour(random, kind);
    await behaviour.respond(response, sleep, random);
    webhook.accepted = behaviour.accepts && response.writableFinished;
    const id = headers['webhook-id'] ?? '';
    journal.record(
      id,
      `${endpoint} received it, signed at ${headers['webhook-timestamp']}: ${behaviour.name}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    add(endpoint, kind) {
      kinds.set(endpoint, kind);
      return `${kind === 'unreachable' ? UNREACHABLE : `http://127.0.0.1:${port}`}/${endpoint}`;
    },
    stopFaults() {
      mayDisable = false;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @returns undefined when the connection broke before the whole request had arrived */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}
