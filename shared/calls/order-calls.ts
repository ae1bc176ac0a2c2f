import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { orderPartition } from '../events/event.ts';
import type { Order } from '../orders/order.ts';
import { orderFromItem, orderKey } from '../orders/order-store.ts';
import { CALL_PREFIX, type Call, callFromItem, callKey } from './call.ts';

/** An order and every call it ever had, newest first. */
export interface OrderWithCalls {
  order: Order;
  calls: Call[];
}

/** One strongly consistent query: the order and its calls share a partition. */
export async function getOrder(
  table: Table,
  scope: Scope,
  orderId: string,
): Promise<OrderWithCalls | undefined> {
  const range = [CALL_PREFIX, orderKey(scope, orderId).sk] as const;
  const query = { pk: orderPartition(scope, orderId), between: range, newestFirst: true };
  let order: Order | undefined;
  const calls: Call[] = [];
  for await (const item of table.all(query))
    if (item.entity === 'order') order = orderFromItem(item);
    else calls.push(callFromItem(item));
  return order && { order, calls: newestFirst(order, calls) };
}

/** The calls of a page of orders, a round trip for every hundred. */
export async function withCalls(
  table: Table,
  scope: Scope,
  orders: readonly Order[],
): Promise<OrderWithCalls[]> {
  const keys = orders.flatMap((order) => order.callIds.map((callId) => callKey(scope, order.id, callId)));
  const found = (await table.batchGet(keys)).map(callFromItem);
  return orders.map((order) => ({
    order,
    calls: newestFirst(
      order,
      found.filter(({ orderId }) => orderId === order.id),
    ),
  }));
}

/** By the order's own list: two ids made in one millisecond do not sort by age. */
const newestFirst = ({ callIds }: Order, calls: readonly Call[]): Call[] =>
  calls.toSorted((a, b) => callIds.indexOf(b.id) - callIds.indexOf(a.id));
