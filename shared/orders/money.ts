import { Big } from 'big.js';

/** An exact amount in major units as canonical decimal text: `85600`, `28.95`. Never a float sum. */
export type Amount = string;

/** Amounts stay below a trillion, so that a client reading them as a float64 keeps every digit. */
const LIMIT = new Big('1e12');
const DECIMALS = 4;

/** Reads a number or decimal text. Undefined for anything negative, not finite, finer than 4 decimals or too large. */
export function parseAmount(input: number | string): Amount | undefined {
  const text = typeof input === 'number' ? String(input) : input.trim();
  if (!/^\d{1,13}(\.\d{1,20})?$/.test(text)) return undefined;
  const amount = new Big(text);
  if (amount.gte(LIMIT) || !amount.eq(amount.round(DECIMALS, Big.roundDown))) return undefined;
  return amount.toFixed();
}

/** The amount as the JSON number that a dialect shows. */
export const amountToNumber = (amount: Amount): number => Number(amount);

/** The exact sum of unit price × quantity. */
export function sumOf(lines: readonly { price: Amount; quantity: number }[]): Amount {
  return lines
    .reduce((sum, { price, quantity }) => sum.plus(new Big(price).times(quantity)), new Big(0))
    .toFixed();
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code is a currency of ISO 4217. */
export const isCurrency = (code: string): boolean => currencies.has(code);
