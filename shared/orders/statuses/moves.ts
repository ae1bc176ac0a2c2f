import { createHash } from 'node:crypto';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { type OrderStatus, orderStatuses } from '../../events/order-words.ts';
import type { Order } from '../order/order.ts';
import { type OrderMark, orderMarks, rowOf } from '../rows/search-row.ts';

/** The kinds that lists of orders are filtered by: an order has one status, and may have marks besides. */
export type OrderKind = OrderStatus | OrderMark;
export const orderKinds: readonly OrderKind[] = [...orderStatuses, ...orderMarks];

/** The kinds an order is at a moment, as text: a character for each. */
export type KindCode = string;

/** Never others for the same kinds: the index holds the moves of all orders. */
const codes: Readonly<Record<OrderKind, string>> = {
  pending: 'a',
  confirmed: 'b',
  cancelled: 'c',
  needs_review: 'd',
  processing: 'e',
  shipped: 'f',
  delivered: 'g',
  completed: 'h',
  refunded: 'i',
  returned: 'j',
  paid: 'k',
};
const codeOf = (kind: OrderKind): string => codes[kind];

/** The kinds of every new order; a new order of other kinds has a move. */
export const AT_FIRST: KindCode = codeOf('pending');

export const isKind = (code: KindCode | undefined, kind: OrderKind): boolean =>
  code?.includes(codeOf(kind)) ?? false;

function codeOfOrder(order: Order): KindCode {
  const { status, marks } = rowOf(order);
  return [status, ...marks].map(codeOf).join('');
}

/** A change of an order's kinds. */
export interface Move {
  orderId: string;
  /** Epoch milliseconds. */
  at: number;
  /** Moves of an order in their sequence: the number of its first event. */
  sequence: number;
  from: KindCode;
  to: KindCode;
}

/** Moves of a scope are spread over this many partitions of the index, each of which takes 1,000 a second. */
export const MOVE_SHARDS = 4;

export const movesPartition = (scope: Scope, shard: number): string => `MOVES#${scopeKey(scope)}#${shard}`;

const shardOf = (orderId: string): number =>
  createHash('sha256').update(orderId).digest().readUInt8(3) % MOVE_SHARDS;

const timed = (ms: number): string => String(ms).padStart(14, '0');

/** The moves after an instant, up to and with another, as a range of the sort key. */
export const movesBetween = (after: number, to: number): readonly [string, string] => [
  timed(after + 1),
  `${timed(to)}~`,
];

/**
 * The keys that list an order's move in the index, kept by the entry of its log that reports it: one write unit, where
 * counters or an entry for each kind would take several.
 * @param sequence of the entry's first event
 */
export function keysOfMove(
  order: Order,
  before: Order | undefined,
  sequence: number,
): { sparsePk: string; sparseSk: string } | undefined {
  const [from, to] = [before ? codeOfOrder(before) : AT_FIRST, codeOfOrder(order)];
  if (from === to) return undefined;
  // Clocks of machines differ: a move is not before the one before it.
  const at = Math.max(...[order, before ?? order].map(({ updatedAt }) => new Date(updatedAt).getTime()));
  return {
    sparsePk: movesPartition(order, shardOf(order.id)),
    sparseSk: [timed(at), order.id, sequence, from, to].join('#'),
  };
}

export function moveFromKey(sparseSk: unknown): Move {
  const [at, orderId = '', sequence, from = '', to = ''] = String(sparseSk).split('#');
  return { orderId, at: Number(at), sequence: Number(sequence), from, to };
}

/** The sum of some moves, by order: its state before the first of them, and after the last. */
export function movesByOrder(moves: readonly Move[]): Map<string, { from: KindCode; to: KindCode }> {
  const byOrder = new Map<string, { from: KindCode; to: KindCode }>();
  for (const { orderId, from, to } of moves.toSorted((a, b) => a.sequence - b.sequence))
    byOrder.set(orderId, { from: byOrder.get(orderId)?.from ?? from, to });
  return byOrder;
}
