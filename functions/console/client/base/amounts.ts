import { amountReadings, plainAmount } from '../../../../shared/base/input/money-text.ts';

/** What people write around an amount or a quantity: `$ 85.600`, `R$ 12,90`, `2 kg`. */
const AROUND = /^[\p{Sc}\p{L}\s]+|[\p{Sc}\p{L}\s]+$/gu;

const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

function readNumber(typed: string, decimals: number): number | undefined {
  const text = typed.replace(AROUND, '');
  if (text === '') return undefined;
  const isThousands = amountReadings(text) !== undefined && decimals < 3;
  const plain = isThousands ? text.replace(/\D/g, '') : String(plainAmount(text)).replace(',', '.');
  const number = Number(plain);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

/**
 * An amount as a person typed it, in major units; undefined for what is none. `85.600` is eighty-five thousand six hundred, as
 * nobody types a third decimal but where the currency has three.
 */
export const readAmount = (typed: string, currency: string): number | undefined =>
  readNumber(typed, decimalsOf(currency));

/** A quantity as a person typed it beside an amount, and read like one: `1.000` is a thousand, `1,5` one and a half. */
export const readQuantity = (typed: string): number | undefined => readNumber(typed, 2);

/** Of ten-thousandths, so that no float's remainder is shown. */
const PARTS = 10_000;

/** The sum of price × quantity, without what cannot be read. */
export const sumOfLines = (lines: readonly { price: number | undefined; quantity: number }[]): number =>
  lines.reduce((sum, { price = 0, quantity }) => sum + Math.round(price * quantity * PARTS), 0) / PARTS;

/** Sums in several currencies, those in one of them first: the shop's own. */
export const currencyFirst = <Sum extends { currency: string }>(
  currency: string | undefined,
  sums: readonly Sum[],
): Sum[] => sums.toSorted((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
