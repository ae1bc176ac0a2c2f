import * as z from 'zod';
import { Cursor, encodeCursor } from './cursor.ts';

/** What of a timeline is asked for; without any of it, all that fits an answer. */
export const timelinePage = {
  limit: z
    .string()
    .refine((text) => /^[1-9]\d{0,3}$/.test(text) && Number(text) <= 1000, {
      params: { rule: 'format' },
      message: 'number of lines from 1 to 1000',
    })
    .transform(Number)
    .optional()
    .describe('Lines at most, 1 to 1000; all that fit an answer when not given'),
  cursor: Cursor.refine((place) => /^\d{1,9}$/.test(place), {
    params: { rule: 'format' },
    message: 'cursor',
  })
    .optional()
    .describe('From the Link header of the page before'),
};

/** Well below what Lambda hands on, as JSON in JSON. */
const MOST_BYTES = 5_500_000;

/**
 * The oldest lines of a timeline from a place on that fit an answer, and the `Link` to the next ones (RFC 8288) when
 * there are any. Timelines only grow at their end: a line keeps its place.
 * @param path of the request, with the query that names the timeline if it needs one
 */
export function pageOfTimeline<TimelineLine>(
  lines: readonly TimelineLine[],
  { limit, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  path: string,
): { page: TimelineLine[]; headers: Record<string, string> } {
  const from = Number(cursor ?? 0);
  const most = Math.min(lines.length, from + (limit ?? lines.length));
  let to = from;
  for (let bytes = 0; to < most; to++) {
    bytes += Buffer.byteLength(JSON.stringify(JSON.stringify(lines[to])));
    if (bytes > MOST_BYTES && to > from) break;
  }
  const page = lines.slice(from, to);
  if (to >= lines.length) return { page, headers: {} };
  const query = `cursor=${encodeCursor(String(to))}${limit === undefined ? '' : `&limit=${limit}`}`;
  const next = `<${path}${path.includes('?') ? '&' : '?'}${query}>; rel="next"`;
  return { page, headers: { link: next } };
}
