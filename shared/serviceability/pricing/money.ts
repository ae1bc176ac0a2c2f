import { Big } from 'big.js';

/** ISO 4217's currencies that have other than two decimals. `Intl` follows CLDR, which gives Colombia's peso none. */
const decimals: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((currency) => [currency, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((currency) => [currency, 3] as const),
  ...'CLF UYW'.split(' ').map((currency) => [currency, 4] as const),
]);

/** How many decimals a currency's amounts have, by ISO 4217: 2 for INR. */
export const decimalsOf = (currency: string): number => decimals.get(currency) ?? 2;

/** An amount in minor units as the number of major units that the wire shows: 10550 paise are 105.5. */
export const toMajor = (minor: number, currency: string): number =>
  new Big(minor).div(new Big(10).pow(decimalsOf(currency))).toNumber();

/** The relative rounding error of float arithmetic. */
const NOISE = new Big('1e-9');

/** An amount in major units in minor ones; undefined when it has more decimals than its currency. */
export function toMinor(major: number, currency: string): number | undefined {
  const minor = new Big(major).times(new Big(10).pow(decimalsOf(currency)));
  const whole = minor.round(0);
  const isExact = minor.minus(whole).abs().lte(minor.abs().times(NOISE));
  return isExact && whole.abs().lte(Number.MAX_SAFE_INTEGER) ? whole.toNumber() : undefined;
}
