import { randomInt } from 'node:crypto';
import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import { listShard } from '../../adapters/dynamo/lists/list-partitions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId, newId } from '../../base/ids.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { DeliveryEventType } from '../../events/catalogue.ts';
import type { StepDetails } from '../../events/delivery-events.ts';
import type { DeliveryStep } from '../../events/delivery-words.ts';
import { type DeliveryEvent, EVENT_ENTITY, TIMELINE_PREFIX, timelineKey } from '../../events/event.ts';
import { type LoggedDeliveryEvent, loggedDeliveryEvent } from '../../events/logged-event.ts';
import type { Delivery } from './delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';

const deliveryPartition = (scope: Scope, deliveryId: string): string =>
  `PARCEL#${scopeKey(scope)}#${deliveryId}`;

const SORT = 'PARCEL';

export const deliveryKey = (scope: Scope, deliveryId: string): Key => ({
  pk: deliveryPartition(scope, deliveryId),
  sk: SORT,
});

/** The owner of a delivery's id: ids are unique over all tenants. */
const ownerKey = (deliveryId: string): Key => ({ pk: `PARCELOWNER#${deliveryId}`, sk: 'PARCELOWNER' });

/** Finds a delivery for the public tracking page. */
const trackingKey = (trackingId: string): Key => ({ pk: `TRACKING#${trackingId}`, sk: 'TRACKING' });

/** `IN`, the day in UTC as `yymmdd`, seven digits of chance. */
export function newDeliveryId(now: Date): string {
  const day = now.toISOString().slice(2, 10).replaceAll('-', '');
  return `IN${day}${String(randomInt(10_000_000)).padStart(7, '0')}`;
}

const isDeliveryId = (text: string): boolean => /^IN\d{13}$/.test(text);

export const deliveryFromItem = (item: Item): Delivery => entityFromItem<Delivery>(item);

/** The writes that store a new delivery: itself and its two names; refused when a name is taken. */
export function insertDelivery(delivery: Delivery): Write[] {
  const { tenantId, mode, id } = delivery;
  const owner = { tenantId, mode, deliveryId: id };
  return [
    { put: toItem({ ...delivery, version: 1 }), if: absent },
    { put: { ...ownerKey(id), entity: 'parcel-owner', ...owner }, if: absent },
    { put: { ...trackingKey(delivery.trackingId), entity: 'tracking', ...owner }, if: absent },
  ];
}

/** The write that stores a delivery's next state; refused when it was changed since it was read. */
export const replaceDelivery = (delivery: Delivery): Write => ({
  put: toItem({ ...delivery, version: delivery.version + 1 }),
  if: versionIs(delivery.version),
});

const toItem = (delivery: Delivery): Item => ({
  ...deliveryKey(delivery, delivery.id),
  entity: 'parcel',
  listPk: listShard(deliveriesList(delivery), delivery.id),
  listSk: deliverySortKey(delivery),
  ...delivery,
});

/** All deliveries of a scope in the `list` index, by the time they were booked. */
export const deliveriesList = (scope: Scope): string => `PARCELS#${scopeKey(scope)}`;

/** Where a delivery is among all of its scope. */
export const deliverySortKey = ({ createdAt, id }: Pick<Delivery, 'createdAt' | 'id'>): string =>
  `${createdAt}#${id}`;

export const insertEvent = (event: DeliveryEvent): Write => ({
  put: {
    pk: deliveryPartition(event, event.deliveryId),
    sk: timelineKey(event.sequence),
    entity: EVENT_ENTITY,
    ...event,
  },
  if: absent,
});

/** @throws Problem delivery_refused: delivery_not_found, or delivery_of_another_business */
export async function loadDelivery(table: Table, scope: Scope, deliveryId: string): Promise<Delivery> {
  if (!isDeliveryId(deliveryId)) throw refuseDelivery('delivery_not_found');
  const items = await table.batchGet([deliveryKey(scope, deliveryId), ownerKey(deliveryId)]);
  const own = items.find(({ sk }) => sk === SORT);
  if (own) return deliveryFromItem(own);
  const owner = items[0]?.tenantId;
  throw refuseDelivery(
    owner !== undefined && owner !== scope.tenantId ? 'delivery_of_another_business' : 'delivery_not_found',
  );
}

/** Everything that happened to a delivery, oldest first. */
export async function listDeliveryEvents(
  table: Table,
  scope: Scope,
  deliveryId: string,
): Promise<LoggedDeliveryEvent[]> {
  const events: LoggedDeliveryEvent[] = [];
  for await (const event of readDeliveryEvents(table, scope, deliveryId)) events.push(event);
  return events;
}

/** The same, one after the other. @param from the sequence of the first; `atOnce` in a round trip, by default a megabyte */
export async function* readDeliveryEvents(
  table: Table,
  scope: Scope,
  deliveryId: string,
  { from = 1, atOnce }: { from?: number; atOnce?: number | undefined } = {},
): AsyncGenerator<LoggedDeliveryEvent, void, undefined> {
  const between = [timelineKey(from), `${TIMELINE_PREFIX}~`] as const;
  const query = {
    pk: deliveryPartition(scope, deliveryId),
    between,
    ...(atOnce !== undefined && { limit: atOnce }),
  };
  for await (const item of table.all(query)) yield loggedDeliveryEvent(item);
}

/** The delivery that a public tracking id names. */
export async function loadTracked(table: Table, trackingId: string): Promise<Delivery | undefined> {
  const found = isId('tracking', trackingId) ? await table.get(trackingKey(trackingId)) : undefined;
  if (found === undefined) return undefined;
  const { tenantId, mode, deliveryId } = entityFromItem<Scope & { deliveryId: string }>(found);
  const item = await table.get(deliveryKey({ tenantId, mode }, deliveryId));
  return item && deliveryFromItem(item);
}

/** Appends what happened to a delivery's log. */
export function recordEvent(
  delivery: Delivery,
  type: DeliveryEventType,
  { step, details = {} }: { step: DeliveryStep; details?: StepDetails },
  now: Date,
): { delivery: Delivery; event: DeliveryEvent } {
  const { id, tenantId, mode, status, merchantReference, temporaryOrderId } = delivery;
  const sequence = delivery.eventCount + 1;
  const event: DeliveryEvent = {
    id: newId('event', now),
    type,
    tenantId,
    mode,
    deliveryId: id,
    sequence,
    at: now.toISOString(),
    data: {
      step,
      status,
      deliveryId: id,
      merchantReference,
      temporaryOrderId,
      details,
    },
  };
  return { delivery: { ...delivery, eventCount: sequence, updatedAt: now.toISOString() }, event };
}
