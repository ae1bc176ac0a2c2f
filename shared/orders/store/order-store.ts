import {
  absent,
  type Item,
  type Key,
  nameOfKey,
  versionIs,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderEvent } from '../../events/event.ts';
import { contentOfItem, entriesToItems } from '../../events/order-log.ts';
import type { StatisticsChange } from '../../events/statistics-change.ts';
import { statisticsChanges } from '../order/contribution.ts';
import type { Draft } from '../order/draft.ts';
import type { Order } from '../order/order.ts';
import {
  contentFromStored,
  contentKey,
  contentOf,
  contentToStored,
  hasSameContent,
  type OrderContent,
  REVISION_IN_LOG,
} from '../order/order-content.ts';
import { type FoundId, searchItem } from '../rows/search-row.ts';
import { wordEntryOf } from '../search/entry.ts';
import { keysOfMove } from '../statuses/moves.ts';
import { countKey } from './order-count.ts';
import { orderFromItem, orderKey, orderToItem } from './order-item.ts';

/**
 * The order, or undefined when this tenant and mode has none of that id: one query, because its content lies beside it or
 * in the first entry of its log.
 */
export const loadOrder = async (table: Table, scope: Scope, orderId: string): Promise<Order | undefined> =>
  orderAmong(table, scope, orderId, await queryOrder(table, scope, orderId));

async function queryOrder(
  table: Table,
  scope: Scope,
  orderId: string,
  options: ReadOptions = {},
): Promise<Item[]> {
  const { pk, sk } = orderKey(scope, orderId);
  const between = [sk, contentKey(scope, orderId, REVISION_IN_LOG).sk] as const;
  return (await table.query({ pk, between, limit: 2, ...options })).items;
}

/** The keys of an order's items, to be read together with others. */
export const orderKeys = (scope: Scope, orderId: string): Key[] => [
  orderKey(scope, orderId),
  contentKey(scope, orderId, REVISION_IN_LOG),
];

/** The order that was read by its `orderKeys`; a second round trip when its content has an item of its own. */
export async function orderAmong(
  table: Table,
  scope: Scope,
  orderId: string,
  items: readonly Item[],
): Promise<Order | undefined> {
  const [order] = await ordersAmong(table, scope, [orderId], items);
  return order;
}

interface ReadOptions {
  eventually?: boolean;
}

/**
 * Orders whose contents may be anywhere are read by a query each up to here, which finds the content too and takes half
 * the units: any page. Of more, their two usual items are read in requests of fifty orders, because a query takes twice as
 * much of the processor, and the contents that lie elsewhere in a second trip.
 */
const MAX_QUERIED = 100;

/**
 * The orders of these ids in their sequence, missing ones left out. A second trip is made where a content changed a moment
 * ago, and where there are many orders of which nobody knows where their contents are.
 * @param options `eventually` for half the cost, where the ids were found that way too
 */
export async function loadOrders(
  table: Table,
  scope: Scope,
  found: readonly (FoundId | string)[],
  options: ReadOptions = {},
): Promise<Order[]> {
  const orders: FoundId[] = found.map((each) => (typeof each === 'string' ? { id: each } : each));
  const unknown = orders.filter(({ contentRevision }) => contentRevision === undefined);
  const queried = new Set(unknown.length > MAX_QUERIED ? [] : unknown);
  const keys = orders
    .filter((order) => !queried.has(order))
    .flatMap(({ id, contentRevision = REVISION_IN_LOG }) => [
      orderKey(scope, id),
      contentKey(scope, id, contentRevision),
    ]);
  const read = await Promise.all([
    keys.length > 0 ? table.batchGet(keys, options) : [],
    ...[...queried].map(({ id }) => queryOrder(table, scope, id, options)),
  ]);
  const ids = orders.map(({ id }) => id);
  return ordersAmong(table, scope, ids, read.flat());
}

async function ordersAmong(
  table: Table,
  scope: Scope,
  orderIds: readonly string[],
  items: readonly Item[],
): Promise<Order[]> {
  const read = new Map(items.map((item) => [nameOfKey(item), item]));
  const found = orderIds.flatMap((id) => {
    const item = read.get(nameOfKey(orderKey(scope, id)));
    return item ? [{ item, key: contentKey(scope, id, Number(item.contentRevision)) }] : [];
  });
  const missing = found.flatMap(({ key }) => (read.has(nameOfKey(key)) ? [] : [key]));
  // Strongly consistent in any case: an eventual read may see an order before its content.
  for (const item of missing.length > 0 ? await table.batchGet(missing) : []) read.set(nameOfKey(item), item);
  return found.map(({ item, key }) => orderFromItem(item, contentIn(read.get(nameOfKey(key)))));
}

/** @throws Error where it is not: revisions stay for good */
function contentIn(item: Item | undefined): OrderContent {
  const content = item && contentOfItem(item).content;
  if (content === undefined) throw new Error('An order is stored without its content');
  return contentFromStored(content);
}

/** The content of an order at a revision. @throws Error when there is none of that number */
export const loadContent = async (
  table: Table,
  scope: Scope,
  orderId: string,
  revision: number,
): Promise<OrderContent> => contentIn(await table.get(contentKey(scope, orderId, revision)));

/** The writes that store a decision: the order at its next version, and the events. A new order is counted. */
export function orderWrites(draft: Draft): Write[] {
  const { order, before, claims } = draft;
  const { revision, inLog, own } = contentWrites(draft);
  const put: Write = {
    put: orderToItem({ ...order, version: order.version + 1, contentRevision: revision }),
    if: before === undefined ? absent : versionIs(order.version),
  };
  const changes = statisticsChanges(before, order, order.createdOn);
  const entries = entriesToItems(withStatistics(draft.events, changes), {
    contentRevision: revision,
    content: inLog,
  });
  const move = keysOfMove(order, before, draft.events[0]?.sequence ?? 0);
  if (move && entries.length === 0) throw new Error('The status changes, but no event was recorded');
  const log = entries.map(
    (entry, n): Write => ({ put: n === 0 ? { ...entry, ...move } : entry, if: absent }),
  );
  const row = searchItem({ ...order, contentRevision: revision });
  const search: Write[] = before && searchItem(before).row === row.row ? [] : [{ put: row }];
  const entry = wordEntryOf({ ...order, version: order.version + 1 }, before);
  const words: Write[] = entry ? [{ put: entry }] : [];
  const writes = [put, ...own, ...log, ...claims, ...search, ...words];
  if (before !== undefined) return writes;
  const count: Write = {
    update: countKey(order, order.id),
    changes: { add: { orders: 1 }, set: { entity: 'order-count' } },
  };
  return [...writes, count];
}

/** Where the order's content is to be after a decision: where it was, in the log with the first event, or an item of its own. */
function contentWrites({ order, before }: Draft): { revision: number; inLog?: object; own: Write[] } {
  if (before && hasSameContent(before, order)) return { revision: before.contentRevision, own: [] };
  const content = contentToStored(contentOf(order));
  const revision = before === undefined ? order.contentRevision : before.contentRevision + 1;
  if (revision === REVISION_IN_LOG) return { revision, inLog: content, own: [] };
  const item = { ...contentKey(order, order.id, revision), entity: 'order-content', content };
  return { revision, own: [{ put: item, if: absent }] };
}

/** Attaches the change of the statistics to the last event: nothing is counted without an event. */
function withStatistics(events: readonly OrderEvent[], changes: readonly StatisticsChange[]): OrderEvent[] {
  const last = events.at(-1);
  if (changes.length === 0) return [...events];
  if (last === undefined) throw new Error('The statistics change, but no event was recorded');
  return [...events.slice(0, -1), { ...last, statistics: changes }];
}
