import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Problem } from '../base/problem.ts';

/** How many entries a page has. */
export const pageLimit = z
  .preprocess(
    (text) => (typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : text),
    z.int().min(1).max(100),
  )
  .default(50);

/** Where a page of a list ends, as text that a client passes on without knowing what it says. */
export const encodeCursor = (sortKey: string): string => Buffer.from(sortKey).toString('base64url');

/** The sort key that a `nextCursor` encodes. */
export const Cursor = z
  .string()
  .max(1000)
  .refine((text) => encodeCursor(decode(text)) === text && text !== '', {
    params: { rule: 'format' },
    message: 'cursor',
  })
  .transform(decode)
  .describe('The nextCursor of the page before');

/**
 * Where a page of a filtered list ends; it is valid for that list only.
 * @param filter what JSON can hold, and instants
 */
export const encodeCursorIn = (filter: object, sortKey: string): string =>
  encodeCursor(`${sortKey} ${fingerprint(filter)}`);

/**
 * The sort key that a cursor of a filtered list encodes.
 * @throws Problem invalid_request when it is of a list with another filter, or none of ours
 */
export function readCursorIn(filter: object, cursor: string): string {
  const [sortKey = '', print, ...rest] = cursor.split(' ');
  const expected = 'belongs to a list with other filters: ask for the first page of this one without it';
  const refuse = (issue: { rule: string; expected: string }) =>
    new Problem('invalid_request', { issues: [{ field: 'cursor', ...issue }] });
  if (print === undefined || rest.length > 0) throw refuse({ rule: 'format', expected: 'cursor' });
  if (print !== fingerprint(filter)) throw refuse({ rule: 'custom', expected });
  return sortKey;
}

/** Enough of a hash to tell filters apart. What is undefined does not count, nor does the order. */
function fingerprint(filter: object): string {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(set.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}
