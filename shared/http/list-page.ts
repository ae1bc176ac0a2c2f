import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { StoredList } from '../adapters/dynamo/query.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { formatRule } from '../base/input/format-rule.ts';
import { Problem } from '../base/problem.ts';

/** How many entries a page has. */
export const pageLimit = z
  .preprocess(
    (text) => (typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : text),
    z.int().min(1).max(100),
  )
  .default(50);

/** The end of a page of a list, as opaque text. */
export const encodeCursor = (sortKey: string): string => Buffer.from(sortKey).toString('base64url');

/** The sort key that a `nextCursor` encodes. */
export const Cursor = z
  .string()
  .max(1000)
  .refine((text) => encodeCursor(decode(text)) === text && text !== '', formatRule('cursor'))
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
 * @throws Problem invalid_request when it belongs to a list with another filter, or is not ours
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

/** Enough of a hash to distinguish filters. Undefined values and the order do not count. */
function fingerprint(filter: object): string {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(set.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString();
}

export interface ListPage<Entry> {
  entries: Entry[];
  /** null on the last page. */
  nextCursor: string | null;
}

/** One page of a list. @param cursor the sort key that the page before ended with */
export async function listPage<Entry>(
  table: Table,
  { fromItem, ...query }: StoredList<Entry>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ListPage<Entry>> {
  const after = cursor === undefined ? undefined : { pk: query.pk, sk: cursor };
  const { items, next } = await table.query({ ...query, limit, ...(after && { after }) });
  return { entries: items.map(fromItem), nextCursor: next ? encodeCursor(next.sk) : null };
}

/** The requested part of a timeline; by default everything that fits an answer. */
export const timelinePage = {
  limit: z
    .string()
    .refine(
      (text) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1000,
      formatRule('number of lines from 1 to 1000'),
    )
    .transform(Number)
    .optional()
    .describe('Lines at most, 1 to 1000; all that fit an answer when not given'),
  cursor: Cursor.refine((place) => /^\d{1,9}$/.test(place), formatRule('cursor'))
    .optional()
    .describe('From the Link header of the page before'),
};

/** Well below Lambda's limit, as JSON in JSON. */
const MAX_BYTES = 5_500_000;

interface AskedPage {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** Which lines a page needs, from 1: one beyond its own, in number and in bytes, shows whether there are more. */
export function linesFor({ limit, cursor }: AskedPage): { from: number; most?: number; mostBytes: number } {
  const from = Number(cursor ?? 0) + 1;
  return { from, mostBytes: 1.1 * MAX_BYTES, ...(limit !== undefined && { most: limit + 1 }) };
}

/**
 * The first lines, oldest first, that fit an answer, and the `Link` to the next ones (RFC 8288) when there are any.
 * Timelines only grow at their end: a line keeps its place.
 * @param lines those behind the cursor, as many as `linesFor` says
 * @param places of the lines in the timeline, from 1
 * @param path of the request, with the query that names the timeline if it needs one
 */
export function pageOfTimeline<TimelineLine>(
  lines: readonly TimelineLine[],
  places: readonly number[],
  { limit }: AskedPage,
  path: string,
): { page: TimelineLine[]; headers: Record<string, string> } {
  const most = Math.min(lines.length, limit ?? lines.length);
  let to = 0;
  for (let bytes = 0; to < most; to++) {
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(lines[to])));
    if (bytes > MAX_BYTES && to > 0) break;
  }
  const page = lines.slice(0, to);
  if (to >= lines.length) return { page, headers: {} };
  const last = encodeCursor(String(places[to - 1]));
  const query = `cursor=${last}${limit === undefined ? '' : `&limit=${limit}`}`;
  const next = `<${path}${path.includes('?') ? '&' : '?'}${query}>; rel="next"`;
  return { page, headers: { link: next } };
}
