import { type DueItem, dueToItem } from '../../adapters/due/due.ts';
import { ConditionFailed, TransactionRefused } from '../../adapters/dynamo/errors.ts';
import { absent, type Condition, type Item, present } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { AttemptMessage } from './attempt-message.ts';
import { isExpired } from './retention.ts';
import type { WebhookDelivery, WebhookDeliveryAttempt } from './webhook-delivery.ts';
import {
  ATTEMPT_PREFIX,
  attemptFromItem,
  attemptToItem,
  changesTo,
  orderPointerToItem,
  webhookDeliveryFromItem,
  webhookDeliveryKey,
  webhookDeliveryToItem,
} from './webhook-delivery-item.ts';

/** The right to make one attempt, until it expires: no other worker makes it in the meantime. */
export interface Claim {
  id: string;
  /** ISO 8601, UTC. */
  until: string;
}

export type Claiming =
  | { claimed: WebhookDelivery }
  | { claimed: undefined; standing: StoredWebhookDelivery | undefined };

/** What is stored when an attempt cannot be claimed. */
export interface StoredWebhookDelivery {
  delivery: WebhookDelivery;
  /** Until when another worker has the right to make an attempt. */
  busyUntil: Date | undefined;
  /** A repeated message has asked for the next attempt already. */
  asked: boolean;
}

/** Until when a worker has the right to make an attempt of this item's delivery. */
export function busyUntil(item: Item, now: Date): Date | undefined {
  if (typeof item.claimUntil !== 'string') return undefined;
  const until = new Date(item.claimUntil);
  return until > now ? until : undefined;
}

/**
 * Stores a delivery unless it is there already, and returns what is stored. After a failure it must be called
 * again: the pointer by which an order's deliveries are found is written beside it.
 */
export async function createWebhookDelivery(
  table: Table,
  delivery: WebhookDelivery,
): Promise<WebhookDelivery> {
  const { orderId } = delivery;
  const pointer = orderId !== undefined && table.put(orderPointerToItem({ ...delivery, orderId }));
  const [standing] = await Promise.all([putDelivery(table, delivery), pointer]);
  return standing;
}

async function putDelivery(table: Table, delivery: WebhookDelivery): Promise<WebhookDelivery> {
  try {
    await table.put(webhookDeliveryToItem(delivery), absent);
    return delivery;
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.item === undefined) throw error;
    return webhookDeliveryFromItem(error.item);
  }
}

/** Claims the attempt that a message asks for, if it is still to be made and not claimed. */
export async function claimAttempt(
  table: Table,
  message: AttemptMessage,
  claim: Claim,
  now: Date,
): Promise<Claiming> {
  const free: Condition = {
    expression:
      '#status = :pending AND #attempts = :made AND (attribute_not_exists(#until) OR #until <= :now)',
    names: { '#status': 'status', '#attempts': 'attempts', '#until': 'claimUntil' },
    values: { ':pending': 'pending', ':made': message.attempt - 1, ':now': now.toISOString() },
  };
  const changes = { set: { claimId: claim.id, claimUntil: claim.until } };
  try {
    const item = await table.update(webhookDeliveryKey(message, message.deliveryId), changes, free);
    return { claimed: webhookDeliveryFromItem(item) };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    const { item } = error;
    // The SDK repeats an update whose answer was lost: the first one may have been ours.
    if (item?.claimId === claim.id) return { claimed: webhookDeliveryFromItem(item) };
    if (item === undefined) return { claimed: undefined, standing: undefined };
    const delivery = webhookDeliveryFromItem(item);
    const asked = Number(item.askedFor ?? 0) > delivery.attempts;
    return { claimed: undefined, standing: { delivery, busyUntil: busyUntil(item, now), asked } };
  }
}

/** Notes that a repeated message has asked for the next attempt, so that no further repeat does. */
export async function noteAsked(table: Table, delivery: WebhookDelivery): Promise<void> {
  const set = { askedFor: delivery.attempts + 1 };
  await table.update(webhookDeliveryKey(delivery, delivery.id), { set }, present);
}

/**
 * Stores an attempt and what it leaves the delivery as, and gives the claim back.
 * @param due the next attempt, when it is too far off to be sent to the queue
 * @returns false when the claim had expired and another worker has it now
 */
export async function recordAttempt(
  table: Table,
  delivery: WebhookDelivery,
  attempt: WebhookDeliveryAttempt,
  claim: Claim,
  due?: DueItem,
): Promise<boolean> {
  const { set, remove } = changesTo(delivery);
  const ours: Condition = {
    expression: '#claim = :claim AND #made = :made',
    names: { '#claim': 'claimId', '#made': 'attempts' },
    values: { ':claim': claim.id, ':made': attempt.number - 1 },
  };
  try {
    await table.transact([
      {
        update: webhookDeliveryKey(delivery, delivery.id),
        changes: { set, remove: [...remove, 'claimId', 'claimUntil'] },
        if: ours,
        name: 'claim',
      },
      { put: attemptToItem(delivery, attempt), if: absent, name: 'attempt' },
      ...(due ? [{ put: dueToItem(due) }] : []),
    ]);
    return true;
  } catch (error) {
    if (error instanceof TransactionRefused && (error.failed('claim') ?? error.failed('attempt')))
      return false;
    throw error;
  }
}

/** One delivery with every attempt, oldest first. @throws Problem not_found, once it has expired too */
export async function requireWebhookDelivery(
  table: Table,
  scope: Scope,
  id: string,
  now: Date,
): Promise<{ delivery: WebhookDelivery; attempts: WebhookDeliveryAttempt[] }> {
  const found = await loadWebhookDelivery(table, scope, id);
  if (found === undefined || isExpired(found.delivery, now)) throw new Problem('not_found');
  return found;
}

/** One delivery with every attempt, oldest first. */
export async function loadWebhookDelivery(
  table: Table,
  scope: Scope,
  id: string,
): Promise<{ delivery: WebhookDelivery; attempts: WebhookDeliveryAttempt[]; item: Item } | undefined> {
  const { pk, sk } = webhookDeliveryKey(scope, id);
  const attempts: WebhookDeliveryAttempt[] = [];
  let item: Item | undefined;
  for await (const found of table.all({ pk, between: [ATTEMPT_PREFIX, sk] })) {
    if (found.sk === sk) item = found;
    else if (found.sk.startsWith(ATTEMPT_PREFIX)) attempts.push(attemptFromItem(found));
  }
  return item && { delivery: webhookDeliveryFromItem(item), attempts, item };
}
