import { isExactNumber } from './json.ts';
import { plainNumber } from './plain-number.ts';

export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'array' | 'object' | 'undefined';

/** Of what kind of JSON a value is. */
export function jsonKindOf(value: unknown): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isExactNumber(value)) return 'number';
  return typeof value as JsonKind;
}

const INTEGER = /^-?\d+(?:\.0+)?$/;

/** A number as the text that was meant by it: in all its digits, and never as a power of ten. */
export function coerceText(value: unknown): unknown {
  const digits = isExactNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : undefined;
  if (digits === undefined) return value;
  if (INTEGER.test(digits)) return digits.replace(/\.0+$/, '');
  return Number.isFinite(Number(digits)) && !/e/i.test(digits) ? digits : value;
}

const NUMERIC = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A comma that can only be the decimal one: before three digits it may set off thousands. */
const COMMA = /^([+-]?\d+),(\d{1,2}|\d{4,})$/;

/** Text that holds a number, as that number. */
export function readNumber(value: unknown): unknown {
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (typeof value !== 'string' || value.length > MAX_NUMBER_LENGTH) return value;
  const digits = plainNumber(value).trim().replace(COMMA, '$1.$2');
  return NUMERIC.test(digits) ? Number(digits) : value;
}

const MAX_NUMBER_LENGTH = 400;

/** A boolean in any of its forms, 1 and 0 included: HTML forms and languages without booleans send those. */
export function readBoolean(value: unknown): unknown {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === 'true' || word === '1' || word === 1) return true;
  return word === 'false' || word === '0' || word === 0 ? false : value;
}

/** The word of a set that a text means in another spelling; the text itself when it matches none, or several. */
export function readWord(words: readonly unknown[], value: unknown): unknown {
  if (typeof value !== 'string' || words.includes(value)) return value;
  const isMeant = matchesWord(value);
  const found = words.filter((word) => typeof word === 'string' && isMeant(word));
  return found.length === 1 ? found[0] : value;
}

/** Whether a known word is the one that a text says, in any case, its parts joined by spaces, `-`, `_` or nothing. */
export function matchesWord(text: string): (word: string) => boolean {
  const written = joined(text);
  const isParted = written.includes('_');
  return (word) => {
    const known = joined(word);
    return written === known || (!isParted && written === known.replaceAll('_', ''));
  };
}

const joined = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
