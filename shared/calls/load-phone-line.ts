import type { Item } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import type { Order, Round } from '../orders/order.ts';
import { loadOrder } from '../orders/order-store.ts';
import {
  emptyLine,
  isSameRound,
  LINE_SORT,
  type LineState,
  lineFromItem,
  linePartition,
  type RoundName,
} from './phone-line.ts';

/** The line to a subscriber as a round finds it that has the turn, waits for it or is about to start (undefined). */
export async function loadPhoneLine(
  table: Table,
  scope: Scope,
  phone: string,
  own?: RoundName,
): Promise<LineState> {
  let line = emptyLine;
  for await (const item of table.all({ pk: linePartition(scope, phone) })) {
    if (item.sk === LINE_SORT) {
      line = lineFromItem(item);
      if (line.holder === null) continue;
      if (isSameRound(line.holder, own)) return { line, isTaken: false };
      if (await loadRunning(table, scope, line.holder)) return { line, isTaken: true };
    } else {
      const waiting = waitingFromItem(item);
      if (isSameRound(waiting, own)) break;
      if (await loadRunning(table, scope, waiting)) return { line, isTaken: true };
    }
  }
  return { line, isTaken: false };
}

/** A round that waits for its turn. */
export interface WaitingRound extends RoundName {
  callId: string;
}

export const waitingFromItem = (item: Item): WaitingRound => item as unknown as WaitingRound;

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
