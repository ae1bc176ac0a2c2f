import { Big } from 'big.js';
import type { MoneyForm } from '../../base/input/money-text.ts';

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

/** What people write beside amounts besides the code and the signs that Unicode's CLDR knows, without points. */
const MORE_SIGNS: Readonly<Record<string, readonly string[]>> = {
  ARS: ['AR$'],
  BOB: ['BS'],
  CLP: ['CLP$', 'CL$'],
  COP: ['COL$', 'COP$', 'CO$'],
  DOP: ['RD$'],
  INR: ['RS', 'RE'],
  LKR: ['RS'],
  MXN: ['MX$', 'MXN$', 'M.N'],
  NPR: ['RS'],
  PEN: ['S/'],
  PKR: ['RS'],
  PYG: ['GS', '₲S'],
  USD: ['US$', 'USD$', 'U$S', 'U$D'],
  UYU: ['$U', 'UY$'],
};

/** How amounts of a currency are written: those of INR with two decimals and `INR`, `₹` or `Rs`. */
export function moneyFormOf(currency: string): MoneyForm {
  const signs = (['symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
      .formatToParts(0)
      .flatMap(({ type, value }) => (type === 'currency' ? value.toUpperCase() : [])),
  );
  return { decimals: decimalsOf(currency), signs: [currency, ...signs, ...(MORE_SIGNS[currency] ?? [])] };
}

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
