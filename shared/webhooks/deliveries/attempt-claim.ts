import { type DueItem, dueToItem } from '../../adapters/due/due.ts';
import { ConditionFailed, TransactionRefused } from '../../adapters/dynamo/errors.ts';
import {
  absent,
  type Changes,
  type Condition,
  type Item,
  type Key,
  present,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { loadEndpoint } from '../endpoints/endpoint.ts';
import type { AttemptMessage } from './attempt-message.ts';
import type { CountingWrite } from './attempt-services.ts';
import { numberOfLook } from './look.ts';
import { held, released, type WebhookDelivery, type WebhookDeliveryAttempt } from './webhook-delivery.ts';
import {
  changesTo,
  placeOfAttempt,
  webhookDeliveryFromItem,
  webhookDeliveryKey,
} from './webhook-delivery-store.ts';

/** The right to make one attempt, until it expires: no other worker makes it in the meantime. */
export interface Claim {
  id: string;
  /** ISO 8601, UTC. */
  until: string;
}

export type Claiming =
  | { claimed: WebhookDelivery }
  | { claimed: undefined; current: StoredWebhookDelivery | undefined };

/** The stored state when an attempt cannot be claimed. */
export interface StoredWebhookDelivery {
  delivery: WebhookDelivery;
  /** Until when another worker has the right to make an attempt. */
  busyUntil: Date | undefined;
  /** A repeated message has requested the next attempt already. */
  asked: boolean;
  /** The claim of the worker that makes the attempt, and whether a message has been sent that comes when it has ended. */
  claimId: string | undefined;
  watched: boolean;
}

/** Until when a worker has the right to make an attempt of this item's delivery. */
export function busyUntil(item: Item, now: Date): Date | undefined {
  if (typeof item.claimUntil !== 'string') return undefined;
  const until = new Date(item.claimUntil);
  return until > now ? until : undefined;
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
    if (item === undefined) return { claimed: undefined, current: undefined };
    const delivery = webhookDeliveryFromItem(item);
    const asked = Number(item.askedFor ?? 0) > delivery.attempts;
    const claimId = typeof item.claimId === 'string' ? item.claimId : undefined;
    const watched = claimId !== undefined && item.watchedClaim === claimId;
    const until = busyUntil(item, now);
    return { claimed: undefined, current: { delivery, busyUntil: until, asked, claimId, watched } };
  }
}

/** Notes that a repeated message has requested the next attempt, so that no further repeat does. */
export async function noteAsked(table: Table, delivery: WebhookDelivery): Promise<void> {
  const set = { askedFor: delivery.attempts + 1 };
  await table.update(webhookDeliveryKey(delivery, delivery.id), { set }, present);
}

/** Notes that a message has been sent that comes when this claim has ended, so that no further one is. */
export async function noteWatched(table: Table, delivery: WebhookDelivery, claimId: string): Promise<void> {
  const sameClaim: Condition = {
    expression: '#claim = :claim',
    names: { '#claim': 'claimId' },
    values: { ':claim': claimId },
  };
  await changeItem(
    table,
    webhookDeliveryKey(delivery, delivery.id),
    { set: { watchedClaim: claimId } },
    sameClaim,
  );
}

/** The last noted look of an attempt that waits in strict order. */
export const notedLook = ({ look }: Item): string | undefined =>
  typeof look === 'string' ? look : undefined;

/** Notes a look whose message was sent, unless one of its number or a later one is noted, or the attempt was made. */
export async function noteLook(table: Table, delivery: WebhookDelivery, look: string): Promise<void> {
  const condition: Condition = {
    expression: '#attempts = :made AND (attribute_not_exists(#look) OR #look < :number)',
    names: { '#attempts': 'attempts', '#look': 'look' },
    values: { ':made': delivery.attempts, ':number': numberOfLook(look) },
  };
  await changeItem(table, webhookDeliveryKey(delivery, delivery.id), { set: { look } }, condition);
}

export interface Recorded {
  /** False when the claim had expired and another worker has it now. */
  stored: boolean;
  /** Whether the attempt was counted with it. */
  counted: boolean;
}

/**
 * Stores an attempt and the delivery after it, and ends the claim: in one write, unless there is more to store.
 * @param due the next attempt, when it is too far off to be sent to the queue
 * @param count counts the attempt, where it is to be stored in the same transaction unless that has more to store
 */
export async function recordAttempt(
  table: Table,
  delivery: WebhookDelivery,
  attempt: WebhookDeliveryAttempt,
  claim: Claim,
  { due, count }: { due?: DueItem | undefined; count?: CountingWrite | undefined } = {},
): Promise<Recorded> {
  const { set, remove } = changesTo(delivery);
  const ours: Condition = {
    expression: '#claim = :claim AND #made = :made',
    names: { '#claim': 'claimId', '#made': 'attempts' },
    values: { ':claim': claim.id, ':made': attempt.number - 1 },
  };
  const { attribute, item } = placeOfAttempt(delivery, attempt);
  const key = webhookDeliveryKey(delivery, delivery.id);
  const changes = {
    set: { ...set, ...attribute },
    remove: [...remove, 'claimUntil', 'look', 'watchedClaim'],
  };
  const settling: Write = { update: key, changes, if: ours, name: 'claim' };
  if (item === undefined && due === undefined) {
    if (count && (await storedTogether(table, settling, count))) return { stored: true, counted: true };
    const stored = await changeItem(table, key, changes, ours);
    // The SDK repeats an update whose answer was lost.
    return { stored: stored?.claimId === claim.id && stored.attempts === attempt.number, counted: false };
  }
  try {
    await table.transact([
      settling,
      ...(item ? [{ put: item, if: absent, name: 'attempt' }] : []),
      ...(due ? [{ put: dueToItem(due) }] : []),
    ]);
    return { stored: true, counted: false };
  } catch (error) {
    if (error instanceof TransactionRefused && (error.failed('claim') ?? error.failed('attempt')))
      return { stored: false, counted: false };
    throw error;
  }
}

/** Whether a transaction succeeded; a request that was made must be recorded, even if it cannot be counted. */
async function storedTogether(table: Table, settling: Write, count: CountingWrite): Promise<boolean> {
  try {
    await table.transact([settling, count]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps a delivery for an endpoint that is disabled, instead of making the attempt that was claimed, and releases the
 * claim. No attempt is used up.
 * @returns what is stored; it is not held when the claim had expired and another worker has it now
 */
export function holdWebhookDelivery(
  table: Table,
  delivery: WebhookDelivery,
  claim: Claim,
): Promise<WebhookDelivery | undefined> {
  const { set, remove } = changesTo(held(delivery));
  const ours = {
    expression: '#claim = :claim',
    names: { '#claim': 'claimId' },
    values: { ':claim': claim.id },
  };
  return change(table, delivery, { set, remove: [...remove, 'claimUntil'] }, ours);
}

/**
 * Releases a held delivery whose endpoint is enabled. To be called after each time that one was stored as held: its
 * endpoint may have been enabled since it was read, and the search for held deliveries then did not see this one.
 * @returns the delivery, when it is to be sent now
 */
export async function releaseIfEnabled(
  table: Table,
  delivery: WebhookDelivery,
  now: Date,
): Promise<WebhookDelivery | undefined> {
  const endpoint = await loadEndpoint(table, delivery, delivery.endpointId);
  if (!endpoint?.enabled) return undefined;
  const stored = await change(table, delivery, changesTo(released(delivery, now)), stillHeld(delivery));
  return stored?.status === 'pending' ? stored : undefined;
}

/** It has neither been released nor held again since. */
const stillHeld = ({ attempts }: WebhookDelivery): Condition => ({
  expression: '#status = :held AND #attempts = :attempts',
  names: { '#status': 'status', '#attempts': 'attempts' },
  values: { ':held': 'held', ':attempts': attempts },
});

/** Changes a delivery on a condition, and returns what is stored afterwards, also when another writer was faster. */
async function change(
  table: Table,
  delivery: WebhookDelivery,
  changes: Changes,
  condition: Condition,
): Promise<WebhookDelivery | undefined> {
  const item = await changeItem(table, webhookDeliveryKey(delivery, delivery.id), changes, condition);
  return item && webhookDeliveryFromItem(item);
}

async function changeItem(
  table: Table,
  key: Key,
  changes: Changes,
  condition: Condition,
): Promise<Item | undefined> {
  try {
    return await table.update(key, changes, condition);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return error.item;
  }
}
