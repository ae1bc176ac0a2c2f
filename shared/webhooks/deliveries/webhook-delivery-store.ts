import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { absent, type Changes, type Item, type Key } from '../../adapters/dynamo/expressions.ts';
import { listShard } from '../../adapters/dynamo/lists/list-partitions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { withinBounds } from '../../adapters/outbound/kept-headers.ts';
import { Problem } from '../../base/problem.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { type DomainEvent, EVENT_ENTITY } from '../../events/event.ts';
import { expiryAt, expiryOf, isExpired } from './retention.ts';
import {
  undeliveredStatuses,
  type WebhookDelivery,
  type WebhookDeliveryAttempt,
} from './webhook-delivery.ts';

const deliveryPartition = (scope: Scope, id: string): string => `DELIVERY#${scopeKey(scope)}#${id}`;

export function webhookDeliveryKey(scope: Scope, id: string): Key {
  return { pk: deliveryPartition(scope, id), sk: 'DELIVERY' };
}

/** All deliveries of a tenant's mode, by time, on the `list` index. */
export const webhookDeliveriesList = (scope: Scope): string => `DELIVERIES#${scopeKey(scope)}`;

/** All deliveries to one endpoint, by time, on the `lookup` index. */
export const endpointWebhookDeliveriesList = (scope: Scope, endpointId: string): string =>
  `DELIVERIES#${scopeKey(scope)}#${endpointId}`;

/** All deliveries about one order, by time, on the `subject` index. */
export function orderWebhookDeliveriesPartition(scope: Scope, orderId: string): string {
  return `DELIVERIES#${scopeKey(scope)}#${orderId}`;
}

/** The deliveries to one endpoint that failed or are held, by time, on the `sparse` index. Those of 0.2.0 lie in a partition of this name. */
export const undeliveredList = (scope: Scope, endpointId: string): string =>
  `UNDELIVERED#${scopeKey(scope)}#${endpointId}`;

/** The deliveries to one endpoint that failed and will be tried again, by time, on the `sparse` index. */
export const failingList = (scope: Scope, endpointId: string): string =>
  `FAILING#${scopeKey(scope)}#${endpointId}`;

/**
 * Values that the keys hold are not repeated: a delivery on its way takes less than a kilobyte, by which each of its
 * changes is charged.
 */
export function webhookDeliveryToItem({ id, endpointId, orderId, ...delivery }: WebhookDelivery): Item {
  const { tenantId: _in, mode: _keys, failing: _too, ...rest } = delivery;
  return {
    ...webhookDeliveryKey(delivery, id),
    listPk: listShard(webhookDeliveriesList(delivery), id),
    listSk: id,
    lookupPk: listShard(endpointWebhookDeliveriesList(delivery, endpointId), id),
    lookupSk: id,
    ...(orderId !== undefined && {
      subjectPk: orderWebhookDeliveriesPartition(delivery, orderId),
      subjectSk: id,
    }),
    entity: 'webhook-delivery',
    ...rest,
    ...derivedAttributes({ ...delivery, id, endpointId }),
  };
}

/** The endpoint or order of a list of deliveries: the part of the key after the scope. */
const ownerOf = (key: unknown): string | undefined =>
  typeof key === 'string' ? key.split('#')[3] : undefined;

/** The attributes that follow from a delivery's state; undefined is one that it does not have in that state. */
function derivedAttributes(delivery: WebhookDelivery) {
  const sparsePk = sparsePartition(delivery);
  return { expiresAt: expiryOf(delivery), sparsePk, sparseSk: sparsePk && delivery.id };
}

/** A delivery that succeeds at once is never in it, which would take another write unit. */
function sparsePartition(delivery: WebhookDelivery): string | undefined {
  if (delivery.failing) return listShard(failingList(delivery, delivery.endpointId), delivery.id);
  const isUndelivered = undeliveredStatuses.includes(delivery.status);
  return isUndelivered ? listShard(undeliveredList(delivery, delivery.endpointId), delivery.id) : undefined;
}

/** The changes that bring a delivery's item up to the delivery's current state. */
export function changesTo(delivery: WebhookDelivery): Required<Pick<Changes, 'set' | 'remove'>> {
  const { status, attempts, waits, nextAttemptAt, lastAttemptAt, keptUntil: until } = delivery;
  const moving = { status, attempts, waits, nextAttemptAt, lastAttemptAt, keptUntil: until };
  const set = { ...moving, ...derivedAttributes(delivery) };
  const gone = Object.entries(set).filter(([, value]) => value === undefined);
  return { set, remove: gone.map(([name]) => name) };
}

export function webhookDeliveryFromItem(item: Item): WebhookDelivery {
  const [, tenantId, mode, id] = item.pk.split('#');
  const { eventId, event, parcelId, sequence, body, createdAt, keptUntil } = item;
  const { status, attempts, waits, retrySchedule, nextAttemptAt, lastAttemptAt } = item;
  const [endpointId, orderId] = [ownerOf(item.lookupPk), ownerOf(item.subjectPk)];
  return {
    ...{ id, tenantId, mode, endpointId, eventId, event, orderId, parcelId, sequence, body },
    failing: isFailing(item) || undefined,
    ...{ status, attempts, waits, retrySchedule, nextAttemptAt, lastAttemptAt, createdAt, keptUntil },
  } as WebhookDelivery;
}

/** Whether an item says so by its key; 0.2.0 stored no such key, and only a failed delivery has attempts and a schedule left. */
function isFailing({ sparsePk, status, attempts, waits }: Item): boolean {
  if (sparsePk !== undefined) return String(sparsePk).startsWith('FAILING#');
  return status === 'pending' && Number(attempts) > 0 && Array.isArray(waits) && waits.length > 0;
}

/** The prefix of attempts' sort keys; they follow the delivery's own. */
const ATTEMPT_PREFIX = 'ATTEMPT#';

/** UTF-16 units of an answer's body that the delivery's own item may hold. */
const SHORT_BODY = 500;

/**
 * UTF-16 units of an answer's headers that it may hold besides. With a short answer, a delivery that succeeded at once then
 * stays within the kilobyte that a write unit pays for.
 */
const FEW_HEADERS = 100;

/**
 * Where an attempt is stored: the first one in the delivery's item, as most deliveries need no other, unless its answer is
 * long; all others in an item of their own.
 */
export function placeOfAttempt(
  delivery: WebhookDelivery,
  attempt: WebhookDeliveryAttempt,
): { attribute?: { firstAttempt: object }; item?: Item } {
  const known: Partial<WebhookDeliveryAttempt> = Object.fromEntries(
    Object.entries(attempt).filter(([, value]) => value !== null),
  );
  if (attempt.number === 1 && (attempt.body?.length ?? 0) <= SHORT_BODY) {
    const { responseHeaders: all = {}, ...rest } = known;
    const few = withinBounds(all, FEW_HEADERS);
    return { attribute: { firstAttempt: { ...rest, ...(few && { responseHeaders: few }) } } };
  }
  const key = {
    pk: deliveryPartition(delivery, delivery.id),
    sk: `${ATTEMPT_PREFIX}${String(attempt.number).padStart(4, '0')}`,
  };
  const expiresAt = expiryAt(delivery.keptUntil);
  return { item: { ...key, entity: 'webhook-attempt', expiresAt, ...known } };
}

function attemptFromItem(item: Readonly<Record<string, unknown>>): WebhookDeliveryAttempt {
  const { number, startedAt, durationMs, status = null, failureClass = null, body = null } = item;
  const { responseHeaders, nextAttemptAt = null } = item;
  return {
    number,
    startedAt,
    durationMs,
    status,
    failureClass,
    body,
    responseHeaders,
    nextAttemptAt,
  } as WebhookDeliveryAttempt;
}

/** The event that a delivery was requested, stored with it as a record. */
export function webhookDeliveryEventToItem(delivery: WebhookDelivery, event: DomainEvent): Item {
  return {
    pk: deliveryPartition(delivery, delivery.id),
    sk: `EVENT#${event.id}`,
    entity: EVENT_ENTITY,
    expiresAt: expiryAt(delivery.keptUntil),
    ...event,
  };
}

/** Stores a delivery unless it is there already, and returns what is stored. */
export async function createWebhookDelivery(
  table: Table,
  delivery: WebhookDelivery,
): Promise<WebhookDelivery> {
  try {
    await table.put(webhookDeliveryToItem(delivery), absent);
    return delivery;
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.item === undefined) throw error;
    return webhookDeliveryFromItem(error.item);
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
  if (item?.firstAttempt) attempts.unshift(attemptFromItem(item.firstAttempt as Record<string, unknown>));
  return item && { delivery: webhookDeliveryFromItem(item), attempts, item };
}
