import type { Item, Key } from './expressions.ts';
import type { IndexName } from './query.ts';
import type { Table } from './table.ts';

/** A list in an index that holds keys: what lies between two places of it, newest first. */
export interface KeyList {
  /** Its partitions. */
  pks: readonly string[];
  index: IndexName;
  between: readonly [from: string, to: string];
  /** Another place than those of before, as the page before it ended with. */
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

/** Items read at a time where some of them may not be wanted. */
const AT_ONCE = 100;

/**
 * Up to `limit` entries of a list, and where they end. It stops after reading a maximum number of entries: the page is
 * short then, and `next` continues from there.
 */
export async function listMatching<Entry extends { place: string }>(
  table: Table,
  { pks, index, between, after }: KeyList,
  fromItem: (item: Item) => Entry,
  { limit, mostRead, matches }: MatchingOptions<Entry>,
): Promise<MatchingPage<Entry>> {
  const found: Entry[] = [];
  // One extra shows whether there is more, and one may be that of the page before.
  const atOnce = matches ? AT_ONCE : limit + 2;
  let last = after;
  for (let looked = 0; looked < mostRead; ) {
    const to = last !== undefined && last < between[1] ? last : between[1];
    if (between[0] > to) return { found, next: undefined };
    const query = { index, between: [between[0], to], newestFirst: true, limit: atOnce } as const;
    const parts = await Promise.all(pks.map((pk) => table.query({ ...query, pk })));
    const placeOf = (key: Item) => String(key[`${index}Sk`]);
    const all = parts.flatMap(({ items }) => items).sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
    // What comes after so many may not have been read of each.
    const keys = all.slice(0, atOnce);
    const isOver = all.length <= atOnce && parts.every(({ next }) => next === undefined);
    const fresh = keys.filter((key) => placeOf(key) !== last);
    const items = await table.batchGet(fresh.map(({ pk: partition, sk }): Key => ({ pk: partition, sk })));
    const entries = items.map(fromItem).sort((a, b) => (a.place > b.place ? -1 : 1));
    for (const entry of entries) {
      if (matches === undefined || matches(entry)) {
        if (found.length === limit) return { found, next: last };
        found.push(entry);
      }
      last = entry.place;
    }
    if (isOver) return { found, next: undefined };
    const lowest = keys.at(-1);
    last = lowest ? placeOf(lowest) : last;
    looked += keys.length;
  }
  return { found, next: last };
}
