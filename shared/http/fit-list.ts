import { isExactNumber } from '../base/input/json.ts';

/** Well below Lambda's limit, as JSON in JSON. */
const MAX_BYTES = 5_500_000;

/** The length to which fields of an element are cut: a hundred elements of twenty fields fit an answer. */
const FIELD_BYTES = 1500;

/** An element of a list that may have been cut. */
export interface Cut {
  /** The fields that are not whole. */
  truncated?: string[];
}

/**
 * A page's elements, so that an answer always holds them: where it would not, the long fields of the largest ones are cut
 * and named, until it does. The work is linear in the size of the page.
 */
export function fitList<T extends object>(elements: readonly T[], most = MAX_BYTES): (T & Cut)[] {
  const sizes = elements.map(bytesOf);
  let total = sizes.reduce((sum, size) => sum + size, 0);
  const fitting: (T & Cut)[] = [...elements];
  const largestFirst = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  for (const at of largestFirst) {
    const element = elements[at];
    if (total <= most || element === undefined) break;
    const reduced = cut(element);
    fitting[at] = reduced;
    total += bytesOf(reduced) - (sizes[at] ?? 0);
  }
  return fitting;
}

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(value) ?? ''));

function cut<T extends object>(element: T): T & Cut {
  const long = Object.entries(element).filter(([, value]) => bytesOf(value) > FIELD_BYTES);
  const short = long.map(([name, value]) => [name, shortened(value, FIELD_BYTES)]);
  return { ...element, ...Object.fromEntries(short), truncated: long.map(([name]) => name) };
}

/** The beginning of a value: of texts, of lists, and of every field. */
function shortened(value: unknown, bytes: number): unknown {
  if (typeof value === 'string') return beginningOf(value, bytes);
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (Array.isArray(value)) return firstOf(value, bytes);
  const fields = Object.entries(value)
    .filter(([name]) => name.length <= MAX_NAME_LENGTH)
    .slice(0, MAX_FIELDS);
  const share = Math.floor(bytes / Math.max(1, fields.length));
  return Object.fromEntries(
    fields.map(([name, of]) => [name, bytesOf(of) <= share ? of : shortened(of, share)]),
  );
}

const MAX_FIELDS = 30;
const MAX_NAME_LENGTH = 60;

function firstOf(values: readonly unknown[], bytes: number): unknown[] {
  const first: unknown[] = [];
  let left = bytes;
  for (const value of values) {
    const short = bytesOf(value) <= left ? value : shortened(value, Math.floor(left / 2));
    left -= bytesOf(short);
    if (left < 0) break;
    first.push(short);
  }
  return first;
}

/** Escaped, a character takes up to twelve bytes in JSON in JSON; mostly it takes one. */
function beginningOf(text: string, bytes: number): string {
  let short = text.slice(0, bytes);
  while (short !== '' && bytesOf(short) > bytes) short = short.slice(0, Math.floor(short.length / 2));
  return short === text ? text : `${short.toWellFormed().replace(/\uFFFD$/, '')}…`;
}
