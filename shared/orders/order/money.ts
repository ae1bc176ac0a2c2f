import { Big } from 'big.js';
import { AMOUNT_LIMIT, amountReadings } from '../../base/input/money-text.ts';
import { Problem, type ProblemIssue } from '../../base/problem.ts';
import { decimalsOf } from '../../serviceability/pricing/money.ts';

/** An exact amount in major units as canonical decimal text: `85600`, `28.95`. Never a float sum. */
export type Amount = string;

const DECIMALS = 4;

/** The relative rounding error of float arithmetic: 1797.3000000000002. */
const NOISE = new Big('1e-9');

/**
 * Reads a number or decimal text, without what float arithmetic left on it. Undefined for anything negative, not finite,
 * finer than 4 decimals or too large, and for text whose point may set off thousands: 85.600.
 */
export function parseAmount(input: number | string): Amount | undefined {
  if (amountReadings(input) !== undefined) return undefined;
  return amountOfSum(typeof input === 'number' ? String(input) : input.trim());
}

/** The same for decimal text that was computed, in which a point is a decimal point: 599.996. */
function amountOfSum(text: string): Amount | undefined {
  if (!/^\d{1,13}(\.\d{1,20})?$/.test(text)) return undefined;
  const given = new Big(text);
  const amount = given.round(DECIMALS, Big.roundHalfUp);
  if (amount.gte(AMOUNT_LIMIT) || given.minus(amount).abs().gt(NOISE.times(given))) return undefined;
  return amount.toFixed();
}

/** @throws Problem invalid_request at a field, when a computed amount is too large, or finer than money is */
export function requireAmount(computed: string, field: string): void {
  if (amountOfSum(computed) !== undefined) return;
  const issue: ProblemIssue = new Big(computed).gte(AMOUNT_LIMIT)
    ? { field, rule: 'exclusive_maximum', expected: AMOUNT_LIMIT }
    : { field, rule: 'amount' };
  throw new Problem('invalid_request', { issues: [issue] });
}

/** @throws Problem invalid_request when amounts by their fields have fractions that their currency has no coins for */
export function requireWhole(
  amounts: Readonly<Record<string, Amount | null | undefined>>,
  currency: string,
): void {
  if (decimalsOf(currency) > 0) return;
  const issues = Object.entries(amounts).flatMap(([field, amount]) =>
    amount?.includes('.') ? [{ field, rule: 'whole_amount', expected: currency }] : [],
  );
  if (issues.length > 0) throw new Problem('invalid_request', { issues });
}

/** The amount as the JSON number that a dialect shows. */
export const amountToNumber = (amount: Amount): number => Number(amount);

/** Items' prices by their fields, for `requireWhole`. */
export const pricesOf = (
  items: readonly { price: Amount | null }[],
  field: string,
): Record<string, Amount | null> =>
  Object.fromEntries(items.map(({ price }, index) => [`${field}.${index}.price`, price]));

/** The exact sum of unit price × quantity. */
export function sumOf(lines: readonly { price: Amount; quantity: number }[]): Amount {
  return lines
    .reduce((sum, { price, quantity }) => sum.plus(new Big(price).times(quantity)), new Big(0))
    .toFixed();
}
