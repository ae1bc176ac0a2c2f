import * as z from 'zod';
import type { DueItem } from '../../adapters/due/due.ts';
import { Instant, oneKind, scoped } from '../../adapters/queues/carries.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import { delayUntil, isFarOff, type Speed } from '../../adapters/queues/wait.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** The right to make one attempt. */
export const Permit = z.object({
  place: z.string(),
  until: Instant,
  /** Milliseconds since 1970. */
  startAt: z.number(),
});

export type Permit = z.output<typeof Permit>;

/** Make this attempt, not before its time. It may come twice, late or out of order. */
export const AttemptMessage = z.object({
  ...oneKind,
  ...scoped,
  deliveryId: z.string(),
  endpointId: z.string(),
  /** From 1. */
  attempt: z.int().min(1),
  notBefore: Instant.exactOptional(),
  /** Its payload, when that is short; otherwise, and where messages wait for long, it is rendered again from the event. */
  payload: z.string().exactOptional(),
  /** Which logged event it sends, where the payload is left out: so it is read while the attempt is claimed. */
  about: z
    .object({
      eventId: z.string(),
      orderId: z.string().exactOptional(),
      parcelId: z.string().exactOptional(),
      sequence: z.int(),
    })
    .exactOptional(),
  /** The permit that it waited in line for, where its endpoint has limits. */
  turn: Permit.exactOptional(),
  /** In strict order, which look at the earlier events this is: sent by the one before it, and by nothing else. */
  look: z.string().exactOptional(),
});

export type AttemptMessage = z.output<typeof AttemptMessage>;

/** UTF-16 units of a payload that a message carries: ten such messages are one request of 64 kB, which SQS counts as one. */
const MAX_CARRIED_LENGTH = 5000;

/**
 * Asks for the next attempt of a delivery, at the time that the delivery says.
 * @param payload its text, where that is at hand
 */
export function nextAttemptMessage(delivery: WebhookDelivery, now: Date, payload?: string): AttemptMessage {
  const { tenantId, mode, id: deliveryId, endpointId, attempts, nextAttemptAt } = delivery;
  const waits = nextAttemptAt !== undefined && new Date(nextAttemptAt) > now;
  const carried = payload !== undefined && payload.length <= MAX_CARRIED_LENGTH ? { payload } : undefined;
  return {
    tenantId,
    mode,
    deliveryId,
    endpointId,
    attempt: attempts + 1,
    ...(waits && { notBefore: nextAttemptAt }),
    ...(carried ?? aboutOf(delivery)),
  };
}

function aboutOf({
  eventId,
  orderId,
  parcelId,
  sequence,
  body,
}: WebhookDelivery): Pick<AttemptMessage, 'about'> {
  if (body !== undefined || sequence === undefined) return {};
  const log = { ...(orderId !== undefined && { orderId }), ...(parcelId !== undefined && { parcelId }) };
  return { about: { eventId, ...log, sequence } };
}

/** The next attempt as due work, when it is too far off for the queue; to be stored with what makes it necessary. */
export function nextAttemptDue(delivery: WebhookDelivery, now: Date): DueItem | undefined {
  const { id, endpointId, attempts, nextAttemptAt } = delivery;
  if (nextAttemptAt === undefined || !isFarOff(new Date(nextAttemptAt), now)) return undefined;
  const body = nextAttemptMessage(delivery, now);
  return { id: `${id}#${attempts + 1}`, dueAt: nextAttemptAt, queue: 'webhooks', body, group: endpointId };
}

/** The message as the queue takes it. One endpoint's messages share a turn, so that a slow one delays no other. */
export function queued(message: AttemptMessage, now: Date, speed: Speed): Message {
  const notBefore = message.notBefore === undefined ? undefined : new Date(message.notBefore);
  return { body: message, group: message.endpointId, delaySeconds: delayUntil(notBefore, now, speed) };
}
