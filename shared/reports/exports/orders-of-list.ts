import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsOf } from '../../orders/lists/order-pages.ts';
import type { Order } from '../../orders/order/order.ts';
import { matchesConditions } from '../../orders/rows/order-filter.ts';
import { type FoundId, rowOf } from '../../orders/rows/search-row.ts';
import { loadOrders } from '../../orders/store/order-store.ts';
import { areIds, type ExportedList } from './stored-list.ts';

/** Orders that are read in one trip, of five requests at the same time; as many are read ahead. */
const AT_ONCE = 250;

/** Progress is reported after this many orders. */
const REPORT_EVERY = 2_000;

/**
 * The orders of a list as they are now. While some are written the next ones are read.
 * @param reportProgress gets the number of orders so far, now and then and at the end
 */
export async function* ordersOfList(
  table: Table,
  scope: Scope,
  { orders: wanted, today }: ExportedList,
  reportProgress: (count: number) => Promise<void>,
): AsyncGenerator<Order, void, undefined> {
  const query = areIds(wanted) ? {} : wanted;
  let count = 0;
  let reportedCount = 0;
  const groups = inGroups(areIds(wanted) ? wanted.map((id) => ({ id })) : findMeeting());
  for await (const orders of oneAhead(groups, (found) => loadOrders(table, scope, found))) {
    for (const order of orders) {
      // It may have ceased to meet them since its row was read.
      if (!matchesConditions(rowOf(order), query, today)) continue;
      count++;
      yield order;
    }
    if (count - reportedCount < REPORT_EVERY) continue;
    await reportProgress(count);
    reportedCount = count;
  }
  await reportProgress(count);

  async function* findMeeting(): AsyncGenerator<FoundId, void, undefined> {
    for await (const row of rowsOf(table, scope, query)) if (matchesConditions(row, query, today)) yield row;
  }
}

async function* inGroups(
  found: AsyncIterable<FoundId> | Iterable<FoundId>,
): AsyncGenerator<FoundId[], void, undefined> {
  let some: FoundId[] = [];
  for await (const order of found) {
    some.push(order);
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

/** What is read of each of some things, in their order: of the next one while the reader works on this one. */
async function* oneAhead<From, To>(
  source: AsyncIterable<From>,
  read: (from: From) => Promise<To>,
): AsyncGenerator<To, void, undefined> {
  let ahead: Promise<To> | undefined;
  for await (const from of source) {
    const next = read(from);
    // A failure is thrown when its turn comes; until then it must not count as unhandled.
    next.catch(() => undefined);
    if (ahead) yield await ahead;
    ahead = next;
  }
  if (ahead) yield await ahead;
}
