import * as z from 'zod';
import type { Table } from '../../adapters/dynamo/table.ts';
import { recordMetric } from '../../adapters/logging/metrics.ts';
import { Instant, oneKind, scoped } from '../../adapters/queues/carries.ts';
import { inParallel } from '../../base/async/in-parallel.ts';
import type { AttemptMessage, Permit } from '../deliveries/attempt-message.ts';
import type { AttemptServices } from '../deliveries/attempt-services.ts';
import { loadEndpoint, type WebhookEndpoint } from '../endpoints/endpoint.ts';
import { grantPermits, type Limits, limitsOf, type Throttle, TRAVEL_MS } from './throttle.ts';
import {
  changeThrottle,
  countJoined,
  firstWaiting,
  putWaiting,
  removeWaiting,
  type ThrottleOwner,
  type Waiting,
} from './throttle-store.ts';

/** Process the line of an endpoint. It may come twice, or late. */
export const LineMessage = z.object({
  ...oneKind,
  ...scoped,
  deliveryId: z.never().exactOptional(),
  endpointId: z.string(),
  /** When it was scheduled for, which tells it from other such messages. */
  lineAt: Instant,
});

export type LineMessage = z.output<typeof LineMessage>;

/** Seconds until the line is processed again, where a rate limits it; elsewhere every released place does it. */
const PERIODS = { rate: 1, places: 5 } as const;

/** The most attempts that one look sends. */
const MAX_SENT = 500;

/** A line that is overdue by this much has lost its message. */
const LOST_MS = 30_000;

type LineServices = Pick<AttemptServices, 'table' | 'queues' | 'clock'>;

/**
 * Puts an attempt in line, where it costs nothing until it gets a permit. The message may be acknowledged when this returns: the
 * line is processed until it is empty.
 */
export async function joinLine(services: LineServices, message: AttemptMessage): Promise<void> {
  const { table, clock } = services;
  // The line keeps one of several copies: it must not count as a check that another one has superseded.
  const { turn: _past, notBefore: _over, payload: _longer, look: _any, ...waiting } = message;
  recordMetric({ name: 'WebhookWaiting', dimensions: { for: 'turn' } });
  await putWaiting(table, waiting);
  if (await countJoined(table, message, new Date(clock().getTime() - LOST_MS))) return;
  let asked: string | undefined;
  await changeThrottle(table, message, clock, {
    async prepare(throttle) {
      const now = clock();
      if (throttle.lineAt !== undefined && !isLost(throttle.lineAt, now)) return throttle.lineAt;
      // Sent before it is stored, so that a line that is marked as scheduled is scheduled.
      asked ??= await scheduleLook(services, message, now, PERIODS.rate);
      return asked;
    },
    decide: (throttle, lineAt) => ({ throttle: { ...throttle, lineAt } }),
  });
}

/** Processes an endpoint's line at its time: gives permits to the first, and schedules itself again while any are left. */
export async function serveLine(services: LineServices, message: LineMessage): Promise<void> {
  const { table, clock } = services;
  const endpoint = await loadEndpoint(table, message, message.endpointId);
  let asked: string | undefined;
  const { out } = await changeThrottle(table, message, clock, {
    async prepare(throttle) {
      const now = clock();
      const isOfAnother = throttle.lineAt !== message.lineAt && !isLost(throttle.lineAt, now);
      if (throttle.lineAt === undefined || isOfAnother) return undefined;
      const limits = endpoint && limitsOf(endpoint, now);
      const line = await lineOf(table, message, throttle, limits);
      if (line.length === 0) return { now, limits, line, lineAt: undefined };
      const placesOnly = limits !== undefined && !Number.isFinite(limits.perSecond);
      asked ??= await scheduleLook(services, message, now, placesOnly ? PERIODS.places : PERIODS.rate);
      return { now, limits, line, lineAt: asked };
    },
    decide(throttle, prepared): HandedOut {
      if (prepared === undefined) return { throttle: undefined, out: [] };
      const { now, limits, line, lineAt } = prepared;
      // The line is processed once a second: starts are planned far enough ahead for their messages to arrive in time.
      const travelMs = limits && Number.isFinite(limits.perSecond) ? TRAVEL_MS : 0;
      const handed = handOut(throttle, line, limits, now, travelMs);
      return { throttle: { ...handed.throttle, lineAt }, out: handed.out };
    },
  });
  await sendOut(services, message, out);
}

/** Gives the places that have just become free to the first in line. Where a rate alone decides, the next look does it. */
export async function grantFreedPlaces(services: LineServices, endpoint: WebhookEndpoint): Promise<void> {
  const { table, clock } = services;
  const owner = { ...endpoint, endpointId: endpoint.id };
  const { out } = await changeThrottle(table, owner, clock, {
    async prepare(throttle) {
      const now = clock();
      const limits = limitsOf(endpoint, now);
      if (throttle.lineAt === undefined || limits === undefined || !Number.isFinite(limits.places))
        return undefined;
      return { now, limits, line: await lineOf(table, owner, throttle, limits) };
    },
    decide(throttle, prepared): HandedOut {
      if (prepared === undefined) return { throttle: undefined, out: [] };
      const { throttle: after, out } = handOut(throttle, prepared.line, prepared.limits, prepared.now);
      return { throttle: out.length > 0 ? after : undefined, out };
    },
  });
  await sendOut(services, owner, out);
}

interface Out {
  waiting: Waiting;
  /** Undefined where the endpoint no longer has limits. */
  permit: Permit | undefined;
}

interface HandedOut {
  /** Undefined where nothing changes. */
  throttle: Throttle | undefined;
  out: readonly Out[];
}

/** The first in line, as many as may get a permit. */
function lineOf(
  table: Table,
  owner: ThrottleOwner,
  throttle: Throttle,
  limits: Limits | undefined,
): Promise<Waiting[]> {
  const taken = Object.keys(throttle.places).length;
  // Attempts with a place may still be in line: the worker that sent them has not removed them yet.
  return firstWaiting(table, owner, Math.min(MAX_SENT, (limits?.places ?? MAX_SENT) + taken));
}

function handOut(
  throttle: Throttle,
  line: readonly Waiting[],
  limits: Limits | undefined,
  now: Date,
  travelMs = 0,
): { throttle: Throttle; out: Out[] } {
  if (limits === undefined) return { throttle, out: line.map((waiting) => ({ waiting, permit: undefined })) };
  const places = line.map(({ place }) => place);
  const { throttle: after, given } = grantPermits(throttle, limits, places, now, now.getTime() + travelMs);
  const byPlace = new Map(line.map((waiting) => [waiting.place, waiting]));
  const out = given.flatMap((permit) => {
    const waiting = byPlace.get(permit.place);
    return waiting ? [{ waiting, permit }] : [];
  });
  return { throttle: after, out };
}

/** Sends the attempts that have a permit, and only then removes them from the line: none is lost in between. */
async function sendOut(
  { table, queues }: LineServices,
  owner: ThrottleOwner,
  out: readonly Out[],
): Promise<void> {
  if (out.length === 0) return;
  const messages = out.map(({ waiting: { message }, permit }) => ({
    body: { ...message, ...(permit && { turn: permit }) },
    group: message.endpointId,
  }));
  await queues.send('webhooks', messages);
  const removed = await inParallel(out, 25, ({ waiting }) => removeWaiting(table, owner, waiting));
  for (const result of removed) if (result.status === 'rejected') throw result.reason;
}

const isLost = (lineAt: string | undefined, now: Date): boolean =>
  lineAt !== undefined && now.getTime() - Date.parse(lineAt) > LOST_MS;

/** Has the line processed after this delay, in real time. @returns when */
async function scheduleLook(
  { queues }: LineServices,
  { tenantId, mode, endpointId }: ThrottleOwner,
  now: Date,
  delaySeconds: number,
): Promise<string> {
  const lineAt = new Date(now.getTime() + delaySeconds * 1000).toISOString();
  const body: LineMessage = { tenantId, mode, endpointId, lineAt };
  await queues.send('webhooks', [{ body, group: endpointId, delaySeconds }]);
  return lineAt;
}
