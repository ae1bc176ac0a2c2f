import { absent, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { eventToItem, type OrderEvent } from '../events/event.ts';
import type { StatisticsChange } from '../events/statistics-change.ts';
import { statisticsChanges } from './contribution.ts';
import type { Draft } from './draft.ts';
import type { Order } from './order.ts';
import { countKey, FIRST_NUMBER, orderFromItem, orderKey, orderToItem, sequenceKey } from './order-item.ts';
import { searchItem } from './search-row.ts';

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
  const row = searchItem(order);
  const search: Write[] = before && searchItem(before).row === row.row ? [] : [{ put: row }];
  if (!isNew) return [put, ...log, ...claims, ...search];
  const count: Write = {
    update: countKey(order, order.id),
    changes: { add: { orders: 1 }, set: { entity: 'order-count' } },
  };
  return [put, ...log, ...claims, ...search, count];
}

/** Attaches the change of the statistics to the last event: nothing is counted without an event. */
function withStatistics(events: readonly OrderEvent[], changes: readonly StatisticsChange[]): OrderEvent[] {
  const last = events.at(-1);
  if (changes.length === 0) return [...events];
  if (last === undefined) throw new Error('The statistics change, but no event was recorded');
  return [...events.slice(0, -1), { ...last, statistics: changes }];
}
