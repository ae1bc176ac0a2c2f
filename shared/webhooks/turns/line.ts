import * as z from 'zod';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { Instant, oneKind, scoped } from '../../adapters/queues/carries.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import { inParallel } from '../../base/in-parallel.ts';
import type { AttemptMessage, Turn } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { loadEndpoint, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { grantTurns, type Limits, limitsOf, TRAVEL_MS, type Turns } from './turns.ts';
import {
  changeTurns,
  countJoined,
  firstWaiting,
  type Owner,
  putWaiting,
  removeWaiting,
  type Waiting,
} from './turns-store.ts';

/** Look through the line of an endpoint. It may come twice, or late. */
export const LineMessage = z.object({
  ...oneKind,
  ...scoped,
  deliveryId: z.never().exactOptional(),
  endpointId: z.string(),
  /** Which look it is. */
  lineAt: Instant,
});

export type LineMessage = z.output<typeof LineMessage>;

/** Seconds until the line is processed again, where a rate limits it; elsewhere every released place does it. */
const PERIODS = { rate: 1, places: 5 } as const;

/** Messages of a line that go out at once. */
const MOST_AT_ONCE = 500;

/** A line that is overdue by this much has lost its message. */
const LOST_MS = 30_000;

type LineServices = Pick<AttemptServices, 'table' | 'queues' | 'clock'>;

/**
 * Has an attempt wait in line, where it costs nothing until it has its turn. The message may be acknowledged when this
 * returns: the line is processed until it is empty.
 */
export async function joinLine(services: LineServices, message: AttemptMessage): Promise<void> {
  const { table, queues, clock } = services;
  const { turn: _past, notBefore: _over, payload: _longer, ...waiting } = message;
  recordMetric({ name: 'WebhookWaiting', dimensions: { for: 'turn' } });
  await putWaiting(table, waiting);
  if (await countJoined(table, message, new Date(clock().getTime() - LOST_MS))) return;
  let asked: string | undefined;
  await changeTurns(table, message, clock, async (turns) => {
    const now = clock();
    if (turns.lineAt !== undefined && !isLost(turns.lineAt, now)) return { turns };
    // Sent first: a line that is marked as scheduled must really be.
    if (asked === undefined) {
      const next = nextLook(message, now, PERIODS.rate);
      await queues.send('webhooks', [next]);
      asked = next.body.lineAt;
    }
    return { turns: { ...turns, lineAt: asked } };
  });
}

/** Looks through an endpoint's line at its time: gives turns to the first, and comes again while anybody is left. */
export async function serveLine(services: LineServices, message: LineMessage): Promise<void> {
  const { table, queues, clock } = services;
  const endpoint = await loadEndpoint(table, message, message.endpointId);
  let asked: string | undefined;
  const { out } = await changeTurns(table, message, clock, async (turns) => {
    const now = clock();
    const others = turns.lineAt !== message.lineAt && !isLost(turns.lineAt, now);
    if (turns.lineAt === undefined || others) return { turns: undefined, out: [] };
    const limits = endpoint && limitsOf(endpoint, now);
    // The next look is a second away: starts are given so far ahead that their messages come in time.
    const travelMs = limits && Number.isFinite(limits.perSecond) ? TRAVEL_MS : 0;
    const handed = await outOfLine(services, message, turns, limits, now, travelMs);
    if (handed.isEmpty) return { turns: { ...turns, lineAt: undefined }, out: [] };
    if (asked === undefined) {
      const places = limits !== undefined && !Number.isFinite(limits.perSecond);
      const next = nextLook(message, now, places ? PERIODS.places : PERIODS.rate);
      await queues.send('webhooks', [next]);
      asked = next.body.lineAt;
    }
    return { turns: { ...handed.turns, lineAt: asked }, out: handed.out };
  });
  await sendOut(services, message, out);
}

/** Gives the places that have just become free to the first in line. Where a rate alone decides, the next look does it. */
export async function passTurnOn(services: LineServices, endpoint: WebhookEndpoint): Promise<void> {
  const { table, clock } = services;
  const owner = { ...endpoint, endpointId: endpoint.id };
  const { out } = await changeTurns(table, owner, clock, async (turns) => {
    const now = clock();
    const limits = limitsOf(endpoint, now);
    if (turns.lineAt === undefined || limits === undefined || !Number.isFinite(limits.places))
      return { turns: undefined, out: [] };
    const { out, turns: after } = await outOfLine(services, owner, turns, limits, now);
    return { turns: out.length > 0 ? after : undefined, out };
  });
  await sendOut(services, owner, out);
}

interface Out {
  waiting: Waiting;
  /** None where there is no limit any more. */
  turn: Turn | undefined;
}

async function outOfLine(
  { table }: LineServices,
  owner: Owner,
  turns: Turns,
  limits: Limits | undefined,
  now: Date,
  travelMs = 0,
): Promise<{ turns: Turns; out: Out[]; isEmpty: boolean }> {
  const taken = Object.keys(turns.places).length;
  // Attempts with a place may still be in line: the worker that sent them has not removed them yet.
  const most = Math.min(MOST_AT_ONCE, (limits?.places ?? MOST_AT_ONCE) + taken);
  const line = await firstWaiting(table, owner, most);
  const isEmpty = line.length === 0;
  if (limits === undefined)
    return { turns, out: line.map((waiting) => ({ waiting, turn: undefined })), isEmpty };
  const places = line.map(({ place }) => place);
  const { turns: after, given } = grantTurns(turns, limits, places, now, now.getTime() + travelMs);
  const byPlace = new Map(line.map((waiting) => [waiting.place, waiting]));
  const out = given.flatMap((turn) => {
    const waiting = byPlace.get(turn.place);
    return waiting ? [{ waiting, turn }] : [];
  });
  return { turns: after, out, isEmpty };
}

/** Sends the attempts whose turn it is, and only then removes them from the line: none is lost in between. */
async function sendOut({ table, queues }: LineServices, owner: Owner, out: readonly Out[]): Promise<void> {
  if (out.length === 0) return;
  const messages = out.map(({ waiting: { message }, turn }) => ({
    body: { ...message, ...(turn && { turn }) },
    group: message.endpointId,
  }));
  await queues.send('webhooks', messages);
  const removed = await inParallel(out, 25, ({ waiting }) => removeWaiting(table, owner, waiting));
  for (const result of removed) if (result.status === 'rejected') throw result.reason;
}

const isLost = (lineAt: string | undefined, now: Date): boolean =>
  lineAt !== undefined && now.getTime() - Date.parse(lineAt) > LOST_MS;

/** The message that has the line processed, in real time. */
function nextLook(
  { tenantId, mode, endpointId }: Owner,
  now: Date,
  delaySeconds: number,
): Message & { body: LineMessage } {
  const lineAt = new Date(now.getTime() + delaySeconds * 1000).toISOString();
  return { body: { tenantId, mode, endpointId, lineAt }, group: endpointId, delaySeconds };
}
