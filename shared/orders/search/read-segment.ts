import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { cachedItem, cachedItems } from './cached-items.ts';
import type { DocSet } from './doc-set.ts';
import { isSettled } from './known-words.ts';
import { docsOfPart, type SetPart } from './parts.ts';
import { NO_POSTINGS, type Postings, postingsInParts, wholePostings } from './postings.ts';
import {
  docNamesOf,
  FENCE_LENGTH,
  idOfName,
  NAMES_IN_ITEM,
  nameKey,
  type Segment,
  stepOf,
  wordsPartition,
} from './segment.ts';
import { docsOfPrefix, firstOf, partKey, placeOfPart, type WordItem } from './word-items.ts';

/** The documents with a word that begins so: one read of half a unit, which names the parts of a large set. */
export async function findPrefix(
  table: Table,
  scope: Scope,
  segment: Segment,
  prefix: string,
): Promise<Postings> {
  const first = firstOf(prefix);
  if (!segment.firsts.includes(first)) return NO_POSTINGS;
  const pk = wordsPartition(scope, segment.id, first);
  const lastUpTo = async () => {
    const between = [first, prefix] as const;
    const { items } = await table.query({ pk, between, newestFirst: true, limit: 1, eventually: true });
    return items[0];
  };
  const isKept = isSettled(scope, segment.id);
  const item = isKept ? await cachedItem(`${pk}\n<=${prefix}`, lastUpTo) : await lastUpTo();
  const found = docsOfPrefix(prefix, item as (Item & WordItem) | undefined, segment.size);
  if ('docs' in found) return wholePostings(found.docs);
  const { sk, parts } = found;
  return postingsInParts(parts, async (places) => {
    const read = (keys: readonly Key[]) => readParts(table, keys);
    const keys = places.map((place) => ({ pk, sk: partKey(sk, place) }));
    const items = await (isKept ? cachedItems(keys, read) : read(keys));
    return partsOfItems(items, { sk, parts }, places);
  });
}

/** From so many parts that follow each other on, one query reads them for less. */
const MANY = 8;

/** Parts of a set: each takes half a unit, and many that follow each other what their bytes take. */
async function readParts(table: Table, keys: readonly Key[]): Promise<Item[]> {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (keys.length < MANY || keys.length <= placeOfPart(last.sk) - placeOfPart(first.sk))
    return table.batchGet(keys, { eventually: true });
  const items: Item[] = [];
  const query = { pk: first.pk, between: [first.sk, last.sk], eventually: true } as const;
  for await (const item of table.all(query)) items.push(item);
  return items;
}

function partsOfItems(
  items: readonly Item[],
  { sk, parts }: { sk: string; parts: readonly SetPart[] },
  places: readonly number[],
): DocSet[] {
  const found = new Map(items.map((item) => [item.sk, item as Item & WordItem]));
  return places.map((place) => {
    const [item, part] = [found.get(partKey(sk, place)), parts[place]];
    if (item?.part === undefined || part === undefined) throw new Error(`The set of ${sk} lacks a part`);
    return docsOfPart(item.part, part);
  });
}

/** The names of some documents; each item that has some of them takes half a unit. */
export async function findNames(
  table: Table,
  scope: Scope,
  wanted: readonly { segmentId: string; doc: number }[],
): Promise<(segmentId: string, doc: number) => string> {
  const keyOf = (segmentId: string, doc: number) =>
    nameKey(scope, segmentId, Math.floor(doc / NAMES_IN_ITEM));
  const { kept = [], others = [] } = Object.groupBy(wanted, ({ segmentId }) =>
    isSettled(scope, segmentId) ? 'kept' : 'others',
  );
  const keysOf = (some: typeof wanted) => some.map(({ segmentId, doc }) => keyOf(segmentId, doc));
  const read = (keys: readonly Key[]) => table.batchGet(keys, { eventually: true });
  const found = await Promise.all([cachedItems(keysOf(kept), read), read(keysOf(others))]);
  const byKey = new Map(found.flat().map((item) => [`${item.pk}\n${item.sk}`, docNamesOf(item)]));
  return (segmentId, doc) => {
    const { pk, sk } = keyOf(segmentId, doc);
    const name = byKey.get(`${pk}\n${sk}`)?.[doc % NAMES_IN_ITEM];
    if (name === undefined) throw new Error(`Segment ${segmentId} has no document ${doc}`);
    return name;
  };
}

/** How many documents of a segment come before an id, or before all ids that it ends with `~`. */
export async function placeOfId(table: Table, scope: Scope, segment: Segment, id: string): Promise<number> {
  const { fences, size, from, to } = segment;
  if (id <= from) return 0;
  if (id > to) return size;
  const namesAt = async (place: number): Promise<string[]> => {
    const key = nameKey(scope, segment.id, place);
    const read = () => table.get(key, { eventually: true });
    const name = `${key.pk}\n${key.sk}`;
    const item = await (isSettled(scope, segment.id) ? cachedItem(name, read) : read());
    if (item === undefined) throw new Error(`Segment ${segment.id} has no names ${place}`);
    return docNamesOf(item);
  };
  const step = stepOf(size);
  const fence = fences.findLastIndex((start) => start <= id);
  // A fence holds only the time: others of its millisecond may sort before it.
  const before = fences.findLastIndex((start) => start < id.slice(0, FENCE_LENGTH));
  let low = Math.floor((Math.max(0, before) * step) / NAMES_IN_ITEM);
  let high = Math.floor((Math.min(size, (fence + 1) * step + 1) - 1) / NAMES_IN_ITEM);
  let [least, most] = [fences[before] ?? from, fences[fence + 1] ?? to];
  for (let looks = 0; ; looks++) {
    // Orders come evenly between two near ones, more or less: where they do not, halves are found as soon.
    const part = looks % 3 === 2 ? 0.5 : partBefore(id, least, most);
    const middle = low + Math.min(high - low, Math.floor((high - low + 1) * part));
    const names = await namesAt(middle);
    const [first, last] = [names[0], names.at(-1)];
    const isBefore = (name: string | undefined) => name !== undefined && idOfName(name) < id;
    if (!isBefore(first) && middle > low) {
      high = middle - 1;
      most = first ?? most;
    } else if (isBefore(last) && middle < high) {
      low = middle + 1;
      least = last ?? least;
    } else return middle * NAMES_IN_ITEM + names.filter(isBefore).length;
  }
}

/** About how many documents of a segment come before an id, as its fences tell it. */
export function aboutPlaceOfId({ fences, size, from, to }: Segment, id: string): number {
  if (id <= from) return 0;
  if (id > to) return size;
  const at = fences.findLastIndex((fence) => fence <= id);
  const part = partBefore(id, fences[at] ?? from, fences[at + 1] ?? to);
  return Math.min(size, Math.round((Math.max(0, at) + part) * stepOf(size)));
}

/** How much of the time between two ids lies before another one, about. */
function partBefore(id: string, least: string, most: string): number {
  const [at = 0, start = 0, end = 0] = [id, least, most].map(digitsOfTime);
  return end > start ? Math.min(1, Math.max(0, (at - start) / (end - start))) : 0.5;
}

/** The time in an id sorts as a number does. */
const digitsOfTime = (id: string): number => Number.parseInt(id.slice(4, FENCE_LENGTH), 36);
