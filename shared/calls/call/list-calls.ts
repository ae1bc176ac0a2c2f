import { partitionsOf } from '../../adapters/dynamo/lists/list-partitions.ts';
import { listMatching } from '../../adapters/dynamo/lists/pages.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { idsBetween } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { fold } from '../../base/text/fold.ts';
import type { CallType } from '../../events/order-words.ts';
import type { Order } from '../../orders/order/order.ts';
import { rowsNewestFirst } from '../../orders/rows/order-rows.ts';
import type { FoundId } from '../../orders/rows/search-row.ts';
import { loadOrders } from '../../orders/store/order-store.ts';
import { type Call, type CallOutcome, callFromItem, callKey, callsList } from './call.ts';

export interface CallFilter {
  outcome?: readonly CallOutcome[] | undefined;
  callType?: readonly CallType[] | undefined;
  status?: readonly Call['status'][] | undefined;
  /** Queued at or after, and before. */
  since?: Date | undefined;
  until?: Date | undefined;
  /** Part of the summary or of what a list shows of the transcript, in any case, with or without accents. */
  text?: string | undefined;
}

/** A call with the order that it is about. */
export interface ListedCall {
  call: Call;
  order: Order;
}

export interface CallPage {
  calls: ListedCall[];
  next: string | undefined;
}

interface PageQuery {
  limit: number;
  after: string | undefined;
}

/** Calls read for one page: selective filters leave it short. */
const MAX_SCANNED = 1_000;

/** A page of the calls that meet conditions, newest first. @param after the id that the page before ended with */
export async function listCalls(
  table: Table,
  scope: Scope,
  filter: CallFilter,
  { limit, after }: PageQuery,
): Promise<CallPage> {
  const { outcome, callType, status, text } = filter;
  const isFiltered = outcome ?? callType ?? status ?? text;
  const matches = matching(filter);
  const { found, next } = await listMatching(
    table,
    {
      pks: partitionsOf(callsList(scope)),
      index: 'list',
      between: idsBetween('call', filter.since, filter.until),
      after,
    },
    (item) => {
      const call = callFromItem(item);
      return { call, place: call.id };
    },
    { limit, mostRead: MAX_SCANNED, matches: isFiltered ? ({ call }) => matches(call) : undefined },
  );
  const calls = found.map(({ call }) => call);
  return { calls: await withOrders(table, scope, calls), next };
}

/**
 * A page of the calls that are planned or under way, by the age of their orders, newest first: found by the rows of the
 * orders. @param after the id of the order that the page before ended with
 */
export async function listOpenCalls(
  table: Table,
  scope: Scope,
  filter: CallFilter & { from: Date },
  { limit, after }: PageQuery,
): Promise<CallPage> {
  const matches = matching(filter);
  const found: FoundId[] = [];
  let hasMore = false;
  for await (const row of rowsNewestFirst(table, scope, {
    from: filter.from,
    after,
    about: limit,
  })) {
    if (!row.facets.isCalling) continue;
    if (found.length === limit) {
      hasMore = true;
      break;
    }
    found.push(row);
  }
  const orders = await loadOrders(table, scope, found);
  const keys = orders.flatMap((order) =>
    Object.values(order.rounds)
      .filter(({ finishedAt }) => finishedAt === null)
      .map(({ lastCallId }) => callKey(scope, order.id, lastCallId)),
  );
  const planned = (await table.batchGet(keys)).map(callFromItem);
  const calls = orders.flatMap((order) =>
    planned
      .filter((call) => call.orderId === order.id && call.status !== 'ended' && matches(call))
      .map((call) => ({ call, order })),
  );
  return { calls, next: hasMore ? found.at(-1)?.id : undefined };
}

async function withOrders(table: Table, scope: Scope, calls: readonly Call[]): Promise<ListedCall[]> {
  const orders = await loadOrders(table, scope, [...new Set(calls.map(({ orderId }) => orderId))]);
  const byId = new Map(orders.map((order) => [order.id, order]));
  return calls.flatMap((call) => {
    const order = byId.get(call.orderId);
    return order ? [{ call, order }] : [];
  });
}

function matching({ outcome, callType, status, text = '' }: CallFilter): (call: Call) => boolean {
  const part = fold(text).trim();
  return (call) =>
    (outcome === undefined || (call.outcome !== null && outcome.includes(call.outcome))) &&
    (callType === undefined || callType.includes(call.callType)) &&
    (status === undefined || status.includes(call.status)) &&
    (part === '' || [call.transcript, call.summary].some((said) => said && fold(said).includes(part)));
}
