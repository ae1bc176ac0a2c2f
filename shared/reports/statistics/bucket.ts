import { Big } from 'big.js';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Contribution } from '../../events/statistics-change.ts';

/** The sums of one day, by currency, each of attributes that DynamoDB adds to. */
export const bucketKey = (scope: Scope, day: string): Key => ({
  pk: `STATS#${scopeKey(scope)}`,
  sk: `DAY#${day}`,
});

/**
 * Revenue is added as two whole numbers: of a hundred-thousand each, and of the ten-thousandths left over. Both stay
 * far below 2⁵³ where one sum of decimals would not, so that no reader of the table loses a digit.
 */
const FRACTION = new Big('1e4');
const HIGH = 10n ** 9n;

const attributes = (currency: string) => ({
  orders: `orders_${currency}`,
  high: `high_${currency}`,
  low: `low_${currency}`,
});

/** The contribution as additions to its day's attributes. */
export function toIncrements(currency: string, { orders, revenue }: Contribution): Record<string, number> {
  const names = attributes(currency);
  const units = BigInt(new Big(revenue).times(FRACTION).round(0, Big.roundHalfEven).toFixed());
  return {
    [names.orders]: orders,
    [names.high]: Number(units / HIGH),
    [names.low]: Number(units % HIGH),
  };
}

/** The sums of all days together, by currency. */
export function sumOfBuckets(items: readonly Item[]): Map<string, { orders: number; revenue: string }> {
  const currencies = new Set(
    items.flatMap((item) => Object.keys(item).flatMap((name) => /^orders_(.+)$/.exec(name)?.[1] ?? [])),
  );
  const sumOf = (name: string) => items.reduce((sum, item) => sum + BigInt(Number(item[name] ?? 0)), 0n);
  return new Map(
    [...currencies].map((currency) => {
      const { orders, high, low } = attributes(currency);
      const units = sumOf(high) * HIGH + sumOf(low);
      const revenue = new Big(units.toString()).div(FRACTION).toFixed();
      return [currency, { orders: Number(sumOf(orders)), revenue }];
    }),
  );
}
