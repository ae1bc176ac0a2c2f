import { Big } from 'big.js';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { Amount } from '../../orders/order/money.ts';
import { bucketKey, sumOfBuckets } from './bucket.ts';
import { type Period, type PeriodName, periodOf } from './period.ts';

export interface Statistics {
  period: Period;
  /** Orders created in the period, whatever became of them. */
  orders: number;
  /** Of those in the tenant's currency, without the cancelled and refunded ones. */
  revenue: Amount;
  /** Revenue per order in the tenant's currency, to two decimals; 0 without orders. */
  averageOrderValue: Amount;
  /** Revenue in other currencies, by code; mostly empty. */
  otherRevenue: Record<string, Amount>;
}

/**
 * The statistics of the current day, week or month so far. Reads a day's sums for each of its days, at most 31 small
 * items in one round trip, however many orders there are.
 */
export async function getStatistics(
  table: Table,
  scope: Scope & { timeZone: string; currency: string },
  name: PeriodName,
  now: Date,
): Promise<Statistics> {
  const { timeZone, currency } = scope;
  const period = periodOf(name, now, timeZone);
  const [first, last] = [bucketKey(scope, period.firstDay), bucketKey(scope, period.lastDay)];
  const { items } = await table.query({ pk: first.pk, between: [first.sk, last.sk] });
  const sums = sumOfBuckets(items);
  const { orders = 0, revenue = '0' } = sums.get(currency) ?? {};
  const average = orders === 0 ? new Big(0) : new Big(revenue).div(orders).round(2, Big.roundHalfUp);
  const others = [...sums].filter(([code, sum]) => code !== currency && sum.orders !== 0);
  return {
    period,
    orders: orders + others.reduce((sum, [, other]) => sum + other.orders, 0),
    revenue,
    averageOrderValue: average.toFixed(),
    otherRevenue: Object.fromEntries(others.map(([code, sum]) => [code, sum.revenue])),
  };
}
