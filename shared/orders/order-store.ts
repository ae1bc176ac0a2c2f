import { createHash } from 'node:crypto';
import { entityFromItem } from '../adapters/dynamo/entity.ts';
import { absent, type Item, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { eventToItem, type OrderEvent, orderPartition } from '../events/event.ts';
import type { StatisticsChange } from '../events/statistics-change.ts';
import { statisticsChanges } from './contribution.ts';
import type { Draft } from './draft.ts';
import { jsonOfText, textOfJson } from './free-json.ts';
import type { Order } from './order.ts';
import { wordEntryOf } from './search/entry.ts';
import { searchItem } from './search-row.ts';

const SORT = 'ORDER';

export const orderKey = (scope: Scope, orderId: string): Key => ({
  pk: orderPartition(scope, orderId),
  sk: SORT,
});

/**
 * All orders of a scope, newest last, in the `list` index; their number in `COUNT#` items of the table.
 *
 * What limits the orders of one tenant and mode: each creates one entry under one key of the `list` index and counts
 * on its tenant's `SEQUENCE` item when its merchant gives no number: a partition takes 1,000 write units a second, and an
 * order of 1 to 2 kB with its later changes some 10 of them in that index, which ends near 100 new orders a second.
 * Sharding the index's key by a hash of the id, as the search rows are, and merging the shards on reading would lift it
 * by the number of shards; handing out numbers in blocks would lift the sequence. The exact total is a sum of 16
 * counters, each updated in its order's transaction: two creates that meet on one are tried again, which shows above some
 * hundred a second and goes with more shards. Reading lists costs 3,000 read units a second for each partition: one
 * search over 100,000 orders takes 2,500 of four. Orders, calls and timelines lie under keys of their own and have no
 * such limit.
 */
export const ordersPartition = (scope: Scope): string => `ORDERS#${scopeKey(scope)}`;

/** A phone's orders in the `lookup` index, by the number as it is stored: a subscriber may have several. */
export const phonePartition = (scope: Scope, phone: string): string => `PHONE#${scopeKey(scope)}#${phone}`;

export function orderToItem(order: Order): Item {
  return {
    ...orderKey(order, order.id),
    entity: 'order',
    listPk: ordersPartition(order),
    listSk: order.id,
    lookupPk: phonePartition(order, order.customer.phone),
    lookupSk: order.id,
    ...order,
    metadata: textOfJson(order.metadata),
    deliveryDetails: textOfJson(order.deliveryDetails),
    customizations: textOfJson(order.customizations),
  };
}

export function orderFromItem(item: Item): Order {
  return {
    ...entityFromItem<Order>(item),
    metadata: jsonOfText(item.metadata),
    deliveryDetails: jsonOfText(item.deliveryDetails),
    customizations: jsonOfText(item.customizations),
  };
}

/**
 * The exact number of a scope's orders is the sum of these shards, each counted up in the transaction that creates an
 * order. Sixteen of them let that many creations of one tenant pass at once without meeting on an item.
 */
export const COUNT_SHARDS = 16;
export const COUNT_PREFIX = 'COUNT#';

export function countKey(scope: Scope, orderId: string): Key {
  const shard = createHash('sha256').update(orderId).digest().readUInt8(0) % COUNT_SHARDS;
  return { pk: ordersPartition(scope), sk: `${COUNT_PREFIX}${String(shard).padStart(2, '0')}` };
}

/** Where the scope's own order numbers come from: `last` counts up from 1000. */
export const sequenceKey = (scope: Scope): Key => ({ pk: `TENANT#${scopeKey(scope)}`, sk: 'SEQUENCE' });
export const FIRST_NUMBER = 1001;

/** The order, or undefined when this tenant and mode has none of that id. */
export async function loadOrder(table: Table, scope: Scope, orderId: string): Promise<Order | undefined> {
  const item = await table.get(orderKey(scope, orderId));
  return item && orderFromItem(item);
}

/** The orders of these ids in their sequence, missing ones left out. */
export async function loadOrders(table: Table, scope: Scope, orderIds: readonly string[]): Promise<Order[]> {
  const keys: Key[] = orderIds.map((id) => orderKey(scope, id));
  const found = new Map((await table.batchGet(keys)).map((item) => [item.pk, orderFromItem(item)]));
  return keys.flatMap(({ pk }) => found.get(pk) ?? []);
}

/** The scope's next own order number, `#1001` first. One taken and not used leaves a gap. */
export async function takeOrderNumber(table: Table, scope: Scope): Promise<string> {
  const { taken } = await table.update(sequenceKey(scope), {
    add: { taken: 1 },
    set: { entity: 'sequence' },
  });
  return `#${FIRST_NUMBER - 1 + Number(taken)}`;
}

/** The writes that store a decision: the order at its next version, and all that happened. A new one is counted. */
export function orderWrites({ order, events, before, claims }: Draft): Write[] {
  const isNew = before === undefined;
  const put: Write = {
    put: orderToItem({ ...order, version: order.version + 1 }),
    if: isNew ? absent : versionIs(order.version),
  };
  const changes = statisticsChanges(before, order, order.createdOn);
  const log = withStatistics(events, changes).map(
    (event): Write => ({ put: eventToItem(event), if: absent }),
  );
  const entry = wordEntryOf({ ...order, version: order.version + 1 }, before);
  const words: Write[] = entry ? [{ put: entry }] : [];
  const row = searchItem(order);
  const search: Write[] = before && searchItem(before).row === row.row ? [] : [{ put: row }];
  if (!isNew) return [put, ...log, ...claims, ...search, ...words];
  const count: Write = {
    update: countKey(order, order.id),
    changes: { add: { orders: 1 }, set: { entity: 'order-count' } },
  };
  return [put, ...log, ...claims, ...search, ...words, count];
}

/** Attaches the change of the statistics to the last event: nothing is counted without an event. */
function withStatistics(events: readonly OrderEvent[], changes: readonly StatisticsChange[]): OrderEvent[] {
  const last = events.at(-1);
  if (changes.length === 0) return [...events];
  if (last === undefined) throw new Error('The statistics change, but no event was recorded');
  return [...events.slice(0, -1), { ...last, statistics: changes }];
}
