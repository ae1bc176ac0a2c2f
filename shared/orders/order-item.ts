import { createHash } from 'node:crypto';
import { entityFromItem } from '../adapters/dynamo/entity.ts';
import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { orderPartition } from '../events/event.ts';
import { jsonOfText, textOfJson } from './free-json.ts';
import type { Order } from './order.ts';

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
 * search over 100,000 orders takes 2,100 of four. Orders, calls and timelines lie under keys of their own and have no
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
