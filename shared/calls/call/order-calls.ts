import type { Query } from '../../adapters/dynamo/query.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { orderPartition } from '../../events/event.ts';
import type { Order } from '../../orders/order/order.ts';
import { loadOrder } from '../../orders/store/order-store.ts';
import { CALL_PREFIX, type Call, callFromItem, callKey, transcriptKey } from './call.ts';

/** An order and its calls, newest first. */
export interface OrderWithCalls {
  order: Order;
  calls: Call[];
}

/** Calls of one order that are shown, the latest ones. */
const MAX_CALLS = 1000;

/** Of transcripts in one answer; those of older calls are cut beyond that. */
const MAX_TRANSCRIPT_BYTES = 3_000_000;

/** An order with its calls and their whole transcripts: two strongly consistent queries at the same time. */
export async function getOrder(
  table: Table,
  scope: Scope,
  orderId: string,
): Promise<OrderWithCalls | undefined> {
  const query = { pk: orderPartition(scope, orderId), prefix: CALL_PREFIX, newestFirst: true };
  const [order, calls] = await Promise.all([loadOrder(table, scope, orderId), readCalls(table, query)]);
  return order && { order, calls: await withTranscripts(table, newestFirst(calls)) };
}

async function readCalls(table: Table, query: Query): Promise<Call[]> {
  const calls: Call[] = [];
  for await (const item of table.all(query)) if (calls.push(callFromItem(item)) >= MAX_CALLS) break;
  return calls;
}

/** The calls with the transcripts that were cut, a few at a time, as far as one answer holds them. */
async function withTranscripts(table: Table, calls: readonly Call[]): Promise<Call[]> {
  const texts = new Map<string, string>();
  const cut = calls.filter(({ isTranscriptCut }) => isTranscriptCut);
  let bytes = 0;
  for (let at = 0; at < cut.length && bytes < MAX_TRANSCRIPT_BYTES; at += AT_A_TIME) {
    const keys = cut.slice(at, at + AT_A_TIME).map((call) => transcriptKey(call, call.orderId, call.id));
    for (const { sk, transcript } of await table.batchGet(keys)) {
      texts.set(sk, String(transcript));
      bytes += Buffer.byteLength(String(transcript));
    }
  }
  return calls.map((call) => {
    const whole = texts.get(transcriptKey(call, call.orderId, call.id).sk);
    if (whole === undefined) return call;
    const { isTranscriptCut: _isCut, ...rest } = call;
    return { ...rest, transcript: whole };
  });
}

const AT_A_TIME = 10;

/** One call of an order, with its whole transcript. */
export async function loadCall(
  table: Table,
  scope: Scope,
  orderId: string,
  callId: string,
): Promise<Call | undefined> {
  const item = await table.get(callKey(scope, orderId, callId));
  const [call] = item ? await withTranscripts(table, [callFromItem(item)]) : [];
  return call;
}

/** The latest calls of a page of orders, long transcripts cut. The cost depends on the page alone. */
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
