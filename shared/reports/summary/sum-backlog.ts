import { Big } from 'big.js';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { Amount } from '../../orders/order/money.ts';
import { isUnbooked, type OrderStage, stageOf } from '../../orders/rows/order-filter.ts';
import { rowsNewestFirst } from '../../orders/rows/order-rows.ts';
import type { OrderRow } from '../../orders/rows/search-row.ts';

/**
 * Where the cash of orders on delivery is: still `to_collect` at the door, `collected`, or `owed` by orders that were delivered
 * and not paid.
 */
export const cashStates = ['to_collect', 'collected', 'owed'] as const;
export type CashState = (typeof cashStates)[number];

/** Ages of orders in days, each from the number before it on and below its own; the last has no end. */
const ageLimits = [1, 3, 8, 31] as const;

export interface CashOfAge {
  /** Whole days since the order was created. */
  fromDays: number;
  /** Below; null for no limit. */
  toDays: number | null;
  orders: number;
  amount: Amount;
}

export interface CashSum {
  /** ISO 4217. */
  currency: string;
  state: CashState;
  orders: number;
  amount: Amount;
  /** Youngest first. */
  ages: CashOfAge[];
}

/** Open work on a period's orders, and where their cash is. */
export interface Backlog {
  cash: CashSum[];
  needsReview: number;
  notReached: number;
  /** Confirmed orders whose booking failed. */
  bookingFailed: number;
  /** Orders whose next call waits for its time. */
  callsWaiting: number;
  /** When the first of them is due; ISO 8601, UTC. */
  nextCallAt: string | null;
}

/** Reads the rows of the period, and no others. */
export async function sumBacklog(
  table: Table,
  scope: Scope,
  period: { from: Date; to: Date | undefined },
  now: Date,
): Promise<Backlog> {
  const cash = new Map<string, CashSum>();
  const backlog: Backlog = {
    cash: [],
    ...{ needsReview: 0, notReached: 0, bookingFailed: 0, callsWaiting: 0 },
    nextCallAt: null,
  };
  const at = now.toISOString();
  for await (const row of rowsNewestFirst(table, scope, { ...period, about: Number.POSITIVE_INFINITY })) {
    const stage = stageOf(row);
    const { facets } = row;
    if (stage === 'needs_review') backlog.needsReview++;
    if (stage === 'not_reached') backlog.notReached++;
    if (isUnbooked(row)) backlog.bookingFailed++;
    if (facets.isCalling && facets.dialAt !== null && facets.dialAt > at) {
      backlog.callsWaiting++;
      if (backlog.nextCallAt === null || facets.dialAt < backlog.nextCallAt)
        backlog.nextCallAt = facets.dialAt;
    }
    for (const [state, amount] of cashOf(row, stage)) addCash(cash, row, state, amount, now);
  }
  const order = ({ currency, state }: CashSum) => `${currency} ${cashStates.indexOf(state)}`;
  backlog.cash = [...cash.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return backlog;
}

const BEFORE_THE_DOOR: readonly OrderStage[] = ['confirmed', 'booked', 'out'];

function cashOf(row: OrderRow, stage: OrderStage): [CashState, Amount][] {
  const { method, payment, due, collected } = row.facets;
  if (method !== 'cod' || payment === 'refunded' || payment === 'cancelled') return [];
  const sums: [CashState, Amount][] = [];
  if (collected !== '0') sums.push(['collected', collected]);
  if (due === '0') return sums;
  if (BEFORE_THE_DOOR.includes(stage)) sums.push(['to_collect', due]);
  if (stage === 'delivered') sums.push(['owed', due]);
  return sums;
}

const DAY_MS = 86_400_000;

function addCash(
  sums: Map<string, CashSum>,
  row: OrderRow,
  state: CashState,
  amount: Amount,
  now: Date,
): void {
  const { currency } = row.facets;
  const name = `${currency} ${state}`;
  const sum = sums.get(name) ?? emptySum(currency, state);
  sums.set(name, sum);
  const days = Math.floor((now.getTime() - Date.parse(row.createdAt)) / DAY_MS);
  const age = sum.ages.find(({ toDays }) => toDays === null || days < toDays);
  for (const total of age ? [sum, age] : [sum]) {
    total.orders++;
    total.amount = new Big(total.amount).plus(amount).toFixed();
  }
}

const emptySum = (currency: string, state: CashState): CashSum => ({
  currency,
  state,
  orders: 0,
  amount: '0',
  ages: [...ageLimits, null].map((toDays, n) => ({
    fromDays: ageLimits[n - 1] ?? 0,
    toDays,
    orders: 0,
    amount: '0',
  })),
});
