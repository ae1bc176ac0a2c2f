import { entityFromItem } from '../adapters/dynamo/entity.ts';
import type { Key } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import type { Order, Round } from '../orders/order.ts';
import { loadOrder } from '../orders/order-store.ts';
import {
  emptyLine,
  isSameRound,
  type LineState,
  lineFromItem,
  lineKey,
  linePartition,
  type RoundName,
  WAITING_PREFIX,
} from './phone-line.ts';

/** The line to a subscriber as a round finds it that has the turn, waits for it or is about to start (undefined). */
export async function loadPhoneLine(
  table: Table,
  scope: Scope,
  phone: string,
  own?: RoundName,
): Promise<LineState> {
  const item = await table.get(lineKey(scope, phone));
  const line = item ? lineFromItem(item) : emptyLine;
  if (line.holder && isSameRound(line.holder, own)) return { line, isTaken: false };
  if (line.holder && (await loadRunning(table, scope, line.holder))) return { line, isTaken: true };
  for await (const waiting of waitingRounds(table, scope, phone)) {
    if (isSameRound(waiting, own)) break;
    if (await loadWaiting(table, scope, waiting)) return { line, isTaken: true };
  }
  return { line, isTaken: false };
}

/** Those who wait for a phone, the oldest first, read a few at a time: hardly ever is more than one of them looked at. */
export async function* waitingRounds(
  table: Table,
  scope: Scope,
  phone: string,
): AsyncGenerator<WaitingRound, void, undefined> {
  const query = { pk: linePartition(scope, phone), prefix: WAITING_PREFIX, limit: 5 };
  for await (const item of table.all(query))
    yield { ...entityFromItem<RoundName & { callId: string }>(item), pk: item.pk, sk: item.sk };
}

/** The order of a round that waits and the round, when it runs; one whose order has another phone by now waits elsewhere. */
export async function loadWaiting(table: Table, scope: Scope, waiting: WaitingRound) {
  const running = await loadRunning(table, scope, waiting);
  const isHere = running && linePartition(scope, running.order.customer.phone) === waiting.pk;
  return isHere ? running : undefined;
}

/** A round that waits for its turn. */
export interface WaitingRound extends RoundName, Key {
  callId: string;
}

/** The order of a round and the round, when it runs. */
export async function loadRunning(
  table: Table,
  scope: Scope,
  { orderId, callType, round: number }: RoundName,
): Promise<{ order: Order; round: Round } | undefined> {
  const order = await loadOrder(table, scope, orderId);
  const round = order?.rounds[callType];
  return order && round?.number === number && round.finishedAt === null ? { order, round } : undefined;
}
