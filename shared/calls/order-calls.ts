import type { Query } from '../adapters/dynamo/query.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { orderPartition } from '../events/event.ts';
import type { Order } from '../orders/order.ts';
import { loadOrder } from '../orders/order-store.ts';
import { CALL_PREFIX, type Call, callFromItem, callKey } from './call.ts';

/** An order and its calls, newest first. */
export interface OrderWithCalls {
  order: Order;
  calls: Call[];
}

/** An order with every call it ever had: two strongly consistent queries at the same time. */
export async function getOrder(
  table: Table,
  scope: Scope,
  orderId: string,
): Promise<OrderWithCalls | undefined> {
  const query = { pk: orderPartition(scope, orderId), prefix: CALL_PREFIX, newestFirst: true };
  const [order, calls] = await Promise.all([loadOrder(table, scope, orderId), readCalls(table, query)]);
  return order && { order, calls: newestFirst(calls) };
}

async function readCalls(table: Table, query: Query): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const item of table.all(query)) calls.push(callFromItem(item));
  return calls;
}

/** One call of an order. */
export async function loadCall(
  table: Table,
  scope: Scope,
  orderId: string,
  callId: string,
): Promise<Call | undefined> {
  const item = await table.get(callKey(scope, orderId, callId));
  return item && callFromItem(item);
}

/** The latest calls of a page of orders, a round trip for every hundred. */
export async function withCalls(
  table: Table,
  scope: Scope,
  orders: readonly Order[],
): Promise<OrderWithCalls[]> {
  const keys = orders.flatMap((order) => order.callIds.map((callId) => callKey(scope, order.id, callId)));
  const found = Map.groupBy(
    (await table.batchGet(keys, { eventually: true })).map(callFromItem),
    ({ orderId }) => orderId,
  );
  return orders.map((order) => ({ order, calls: newestFirst(found.get(order.id) ?? []) }));
}

/** Two ids made in one millisecond do not sort by age; the dials of a round do by their number. */
const newestFirst = (calls: readonly Call[]): Call[] =>
  calls.toSorted(
    (a, b) =>
      order(b.createdAt, a.createdAt) || b.round - a.round || b.attempt - a.attempt || order(b.id, a.id),
  );

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
