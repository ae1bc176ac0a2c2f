import { Big } from 'big.js';

/** Amounts stay below a trillion, so that a client reading them as a float64 keeps every digit. */
export const AMOUNT_LIMIT = 1e12;

/** A point before three digits: a decimal point, or the one that sets off thousands. */
const AMBIGUOUS = /^\s*[1-9]\d{0,2}[.,]\d{3}\s*$/;

/** The readings of an amount that was written as text with a point before three digits; undefined for any other one. */
export function amountReadings(given: unknown): string | undefined {
  if (typeof given !== 'string' || !AMBIGUOUS.test(given)) return undefined;
  const text = given.trim();
  return `${Number(text.replace(',', '.'))} / ${text.replace(/[.,]/, '')}`;
}

/** Thousands set off by one and the same sign, or as India sets off hundreds of thousands: `1.234.567`, `12,34,567`. */
const GROUPED = /^(?:[1-9]\d{0,2}([.,'’\s])\d{3}(?:\1\d{3})*|[1-9]\d?(,)(?:\d\d,)+\d{3})$/;

const FRACTION = /^(.+)([.,])(\d{1,4})$/;

/** A comma that can only be the decimal one: `12,90`, `85600,5`, `0,600`. */
const COMMA = /^(?:\d{1,13},(?:\d{1,2}|\d{4})|0,\d{3})$/;

/** As programs write it: Java's `8.56E+4`, Oracle's `.5`, `5.` */
const COMPUTED = /^(?:\d{1,15}\.?|\d{0,15}\.\d{1,20})(?:e[+-]?\d{1,2})$|^(?:\d{1,15}\.|\.\d{1,20})$/i;

const MAX_LENGTH = 40;

/**
 * An amount that was written for people, with thousands set off or a decimal comma, or with an exponent, as decimal text:
 * `85.600,50` is `85600.50`. What may be read in two ways, or is nothing of the kind, comes back as it is.
 */
export function plainAmount(given: unknown): unknown {
  if (typeof given !== 'string' || given.length > MAX_LENGTH || AMBIGUOUS.test(given)) return given;
  const text = given.trim();
  if (GROUPED.test(text)) return digitsOf(text);
  if (COMMA.test(text)) return text.replace(',', '.');
  if (COMPUTED.test(text)) return new Big(text).toFixed();
  const [, whole = '', decimal, fraction] = FRACTION.exec(text) ?? [];
  const [, sign, indian] = GROUPED.exec(whole) ?? [];
  return GROUPED.test(whole) && (sign ?? indian) !== decimal ? `${digitsOf(whole)}.${fraction}` : given;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** How amounts of a currency are written. */
export interface MoneyForm {
  /** With three, 85.600 can only be a fraction, with none only thousands. */
  decimals: number;
  /** What people write before or behind an amount, in capitals and without the point of `Rs.`: `₹`, `RS`, `INR`. */
  signs: readonly string[];
}

/** Of a currency that is not known. */
export const ANY_MONEY: MoneyForm = { decimals: 2, signs: [] };

const BEFORE = /^([^\d\s.,'’+-][^\d\s,'’+-]{0,4})\s*(?=\d)/u;
const BEHIND = /(?<=\d)\s*([^\d\s.,'’+-][^\d\s,'’+-]{0,4})$/u;

/** An amount as text without the signs of its currency before and behind it: `$ 85.600,50 COP`. Others stay. */
export function withoutSign(given: unknown, { signs }: MoneyForm): unknown {
  if (typeof given !== 'string' || given.length > MAX_LENGTH || signs.length === 0) return given;
  const unsigned = (text: string, place: RegExp): string => {
    const sign = place.exec(text)?.[1]?.replace(/\.$/, '').toUpperCase();
    return sign !== undefined && signs.includes(sign) ? text.replace(place, '') : text;
  };
  return [BEFORE, BEHIND].reduce(unsigned, given.trim());
}

/** Text with a point before three digits, as the fraction that it is in a currency of three decimals. */
export const inThousandths = (given: unknown): unknown =>
  typeof given === 'string' && given.includes('.') ? Number(given) : given;

/**
 * The same of a currency without decimals, where 12.990 can only set off thousands: `12990`. 12.000 may come from a program that
 * writes three decimals always.
 */
export const inThousands = (given: unknown): unknown =>
  typeof given === 'string' && !given.trim().endsWith('000') ? digitsOf(given) : given;

/** Backslashes stand before a quote within a text that is JSON itself; digits and signs may be of any script and width. */
const AMBIGUOUS_IN_JSON = /"[\s\p{Cf}]*\p{Nd}{1,3}[.,．，]\p{Nd}{3}[\s\p{Cf}]*\\*"/u;

/** A JSON text with its characters as they are: `\u0967` is `१`. */
const unescaped = (json: string): string =>
  json.replace(/\\+u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** With something before the number or behind it. PHP escapes what is not ASCII: `₹` and its like, `£`, `¥`. */
const SIGNED_IN_JSON =
  /(?:"[^"\d+#\\:,]{1,8}|\\{1,4}u(?:20[ab]|00a)[\da-f]\s*)\d[\d.,'’\s]*[^"\d]{0,8}"|"\s*\d[\d.,'’\s]*(?:[^"\d.,\s][^"\d]{0,8}"|\\{1,4}u(?:20[ab]|00a)[\da-f])/i;

/** Whether a JSON text may hold an amount that its currency decides about, whatever its field: `85.600`, `12,990`, `₹500`. */
export const mayDependOnCurrency = (json: string): boolean =>
  AMBIGUOUS_IN_JSON.test(unescaped(json)) || SIGNED_IN_JSON.test(json);

/** The issue of a schema about an amount: that it is too large, which readings it has, or that it is none. */
export const amountIssue = (given: unknown) => {
  if (Number(given) >= AMOUNT_LIMIT)
    return {
      ...{ code: 'too_big' as const, origin: 'number' as const },
      ...{ maximum: AMOUNT_LIMIT, inclusive: false, input: given },
    };
  const readings = amountReadings(given);
  return readings === undefined
    ? { code: 'custom' as const, params: { rule: 'amount' }, input: given }
    : { code: 'custom' as const, params: { rule: 'ambiguous_amount' }, message: readings, input: given };
};
