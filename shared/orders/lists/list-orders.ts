import type { Table } from '../../adapters/dynamo/table.ts';
import { collectAll } from '../../base/async/collect-all.ts';
import type { Scope } from '../../base/scope.ts';
import { isSameSubscriber, spellingsOf } from '../../phones/subscriber.ts';
import { externalIdFromItem, externalIdKey, isSameSource } from '../names/external-id.ts';
import type { Order } from '../order/order.ts';
import { countOrders } from '../store/order-count.ts';
import { phonePartition } from '../store/order-item.ts';
import { loadOrders } from '../store/order-store.ts';
import { pageOfAge } from './far-pages.ts';

export interface OrderFilter {
  /** E.164, in any of the ways to write it. */
  phone?: string | undefined;
  externalId?: string | undefined;
  /** Only orders of this source; read with `externalId`. */
  source?: string | undefined;
}

export interface OrderPage {
  /** Newest first. */
  orders: Order[];
  /** Exact, over all pages. */
  total: number;
}

/**
 * A page of the orders that match. Without a filter the cost is the page's, plus that of the rows of the last orders before it;
 * with one, that of the orders that have this phone or external id.
 */
export async function listOrders(
  table: Table,
  scope: Scope,
  filter: OrderFilter,
  limit: number,
  offset: number,
): Promise<OrderPage> {
  if (filter.externalId !== undefined)
    return byExternalId(table, scope, filter, filter.externalId, limit, offset);
  if (filter.phone !== undefined) return byPhone(table, scope, filter.phone, limit, offset);
  const [orders, total] = await Promise.all([latest(table, scope, limit, offset), countOrders(table, scope)]);
  return { orders, total };
}

async function latest(table: Table, scope: Scope, limit: number, offset: number): Promise<Order[]> {
  const { found } = await pageOfAge(table, scope, {}, { descending: true, offset, limit });
  return loadOrders(table, scope, found, { eventually: true });
}

async function byPhone(
  table: Table,
  scope: Scope,
  phone: string,
  limit: number,
  offset: number,
): Promise<OrderPage> {
  const bySpelling = spellingsOf(phone).map((spelling) =>
    collectAll(table.all({ pk: phonePartition(scope, spelling), index: 'lookup' })),
  );
  const ids = (await Promise.all(bySpelling)).flat().map(({ lookupSk }) => String(lookupSk));
  // Ids sort by time.
  ids.sort().reverse();
  return { orders: await loadOrders(table, scope, ids.slice(offset, offset + limit)), total: ids.length };
}

async function byExternalId(
  table: Table,
  scope: Scope,
  { phone, source }: OrderFilter,
  externalId: string,
  limit: number,
  offset: number,
): Promise<OrderPage> {
  const item = await table.get(externalIdKey(scope, externalId));
  const bySource = Object.entries(item ? externalIdFromItem(item).orders : {});
  const ids = bySource.flatMap(([from, id]) =>
    source === undefined || isSameSource(from, source) ? [id] : [],
  );
  const found = await loadOrders(table, scope, ids.sort().reverse());
  const orders = found.filter(
    (order) => phone === undefined || isSameSubscriber(order.customer.phone, phone),
  );
  return { orders: orders.slice(offset, offset + limit), total: orders.length };
}
