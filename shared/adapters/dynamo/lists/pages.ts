import type { Item, Key } from '../expressions.ts';
import type { IndexName } from '../query.ts';
import type { Table } from '../table.ts';

/** A list in a keys-only index: the entries between two sort keys, newest first. */
export interface KeyList {
  /** Its partitions. */
  pks: readonly string[];
  index: IndexName;
  between: readonly [from: string, to: string];
  /** Continues behind this place, which the previous page ended with. */
  after: string | undefined;
}

export interface MatchingPage<Found> {
  found: Found[];
  /** The place that the next page follows; undefined when there is no more. */
  next: string | undefined;
}

export interface MatchingOptions<Entry> {
  limit: number;
  mostRead: number;
  /** All, when it is not given. */
  matches?: ((entry: Entry) => boolean) | undefined;
}

/** Items read at a time where a filter may drop some of them. */
const AT_ONCE = 100;

/**
 * Up to `limit` matching entries of a list, and where they end. It stops after reading `mostRead` entries: the page is
 * shorter then, and `next` continues from there.
 */
export async function listMatching<Entry extends { place: string }>(
  table: Table,
  { pks, index, between, after }: KeyList,
  fromItem: (item: Item) => Entry,
  { limit, mostRead, matches }: MatchingOptions<Entry>,
): Promise<MatchingPage<Entry>> {
  const found: Entry[] = [];
  // One extra entry shows whether there are more, and another one may be the last of the previous page.
  const atOnce = matches ? AT_ONCE : limit + 2;
  let last = after;
  for (let scanned = 0; scanned < mostRead; ) {
    const to = last !== undefined && last < between[1] ? last : between[1];
    if (between[0] > to) return { found, next: undefined };
    const query = { index, between: [between[0], to], newestFirst: true, limit: atOnce } as const;
    const parts = await Promise.all(pks.map((pk) => table.query({ ...query, pk })));
    const placeOf = (key: Item) => String(key[`${index}Sk`]);
    const merged = parts.flatMap(({ items }) => items).sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
    // Beyond this many entries, not every partition has been read.
    const keys = merged.slice(0, atOnce);
    const isLastPage = merged.length <= atOnce && parts.every(({ next }) => next === undefined);
    const newKeys = keys.filter((key) => placeOf(key) !== last);
    const items = await table.batchGet(newKeys.map(({ pk: partition, sk }): Key => ({ pk: partition, sk })));
    const entries = items.map(fromItem).sort((a, b) => (a.place > b.place ? -1 : 1));
    for (const entry of entries) {
      if (matches === undefined || matches(entry)) {
        if (found.length === limit) return { found, next: last };
        found.push(entry);
      }
      last = entry.place;
    }
    if (isLastPage) return { found, next: undefined };
    const lastKey = keys.at(-1);
    last = lastKey ? placeOf(lastKey) : last;
    scanned += keys.length;
  }
  return { found, next: last };
}
