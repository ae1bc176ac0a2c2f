import { Big } from 'big.js';

/** How many decimals a currency's amounts have, by ISO 4217: 2 for INR. */
export function decimalsOf(currency: string): number {
  const known = decimals.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, found);
  return found;
}

const decimals = new Map<string, number>();

/** An amount in minor units as the number of major units that the wire shows: 10550 paise are 105.5. */
export const toMajor = (minor: number, currency: string): number =>
  new Big(minor).div(new Big(10).pow(decimalsOf(currency))).toNumber();

/** An amount in major units in minor ones; undefined when it has more decimals than its currency. */
export function toMinor(major: number, currency: string): number | undefined {
  const minor = new Big(major).times(new Big(10).pow(decimalsOf(currency)));
  return minor.eq(minor.round(0)) && minor.abs().lte(Number.MAX_SAFE_INTEGER) ? minor.toNumber() : undefined;
}
