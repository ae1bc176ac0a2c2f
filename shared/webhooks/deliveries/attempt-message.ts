import type { DueItem } from '../../adapters/due/due.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import { delayUntil, isFarOff, type Speed } from '../../adapters/queues/wait.ts';
import type { Scope } from '../../base/scope.ts';
import type { Turn } from './turn.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** What the webhooks queue carries: make this attempt, not before its time. It may come twice, late or out of order. */
export interface AttemptMessage extends Scope {
  deliveryId: string;
  endpointId: string;
  /** From 1. */
  attempt: number;
  /** ISO 8601, UTC. */
  notBefore?: string;
  /** The right that it waited in line for, where its endpoint has limits. */
  turn?: Turn;
}

/** Asks for the next attempt of a delivery, at the time that the delivery says. */
export function nextAttemptMessage(delivery: WebhookDelivery, now: Date): AttemptMessage {
  const { tenantId, mode, id: deliveryId, endpointId, attempts, nextAttemptAt } = delivery;
  const waits = nextAttemptAt !== undefined && new Date(nextAttemptAt) > now;
  return {
    tenantId,
    mode,
    deliveryId,
    endpointId,
    attempt: attempts + 1,
    ...(waits && { notBefore: nextAttemptAt }),
  };
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

/** @throws SyntaxError | TypeError when it is no message of ours */
export function parseAttemptMessage(body: string): AttemptMessage {
  const message: unknown = JSON.parse(body);
  if (!isAttemptMessage(message)) throw new TypeError('Not a message that asks for a webhook attempt');
  return message;
}

function isAttemptMessage(value: unknown): value is AttemptMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { tenantId, mode, deliveryId, endpointId, attempt, notBefore, turn } = value as Record<
    string,
    unknown
  >;
  return (
    typeof tenantId === 'string' &&
    (mode === 'live' || mode === 'test') &&
    typeof deliveryId === 'string' &&
    typeof endpointId === 'string' &&
    Number.isInteger(attempt) &&
    Number(attempt) > 0 &&
    (notBefore === undefined || (typeof notBefore === 'string' && !Number.isNaN(Date.parse(notBefore)))) &&
    (turn === undefined || isTurn(turn))
  );
}

function isTurn(value: unknown): value is Turn {
  if (typeof value !== 'object' || value === null) return false;
  const { place, until, startAt } = value as Record<string, unknown>;
  return (
    typeof place === 'string' &&
    typeof until === 'string' &&
    !Number.isNaN(Date.parse(until)) &&
    typeof startAt === 'number'
  );
}
