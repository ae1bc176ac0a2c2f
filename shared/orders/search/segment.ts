import { createHash } from 'node:crypto';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { BatchWrite, Table } from '../../adapters/dynamo/table.ts';
import { inParallel } from '../../base/in-parallel.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { DocSet } from './doc-set.ts';
import type { Doc } from './entry.ts';
import { docsOfPart, type SetPart } from './parts.ts';
import { NO_POSTINGS, type Postings, postingsInParts, wholePostings } from './postings.ts';
import {
  docsOfPrefix,
  firstOf,
  partKey,
  type SegmentDocs,
  type WordItem,
  type WordLimits,
  type WordPosting,
  wordItemsOf,
} from './word-items.ts';

/** Documents of which the words were put together; it never changes. They are numbered by their order's id. */
export interface Segment {
  id: string;
  /** How many documents. */
  size: number;
  /** Ids of orders begin so, from the first: of every `step`th document. */
  fences: readonly string[];
  /** Of its first and last order. */
  from: string;
  to: string;
  /** The documents that take words away. */
  undone: readonly number[];
  /** The first characters of its words: each has a partition. */
  firsts: readonly string[];
}

export const FENCES = 32;
/** `ord_` and the ten characters of an id that hold its time. */
export const FENCE_LENGTH = 14;

/** Identifies a document among all: the order's id, and which words. */
export interface DocName {
  name: string;
  isUndone: boolean;
}

export const ID_LENGTH = 30;
const TAG_LENGTH = 6;
const NAME_LENGTH = ID_LENGTH + TAG_LENGTH;
/** DynamoDB reads 4 kB for half a unit. */
const NAMES_IN_ITEM = 108;

export const nameOfDoc = ({ id, words }: Doc): string =>
  id + createHash('sha256').update(words.join(' ')).digest('base64url').slice(0, TAG_LENGTH);

export const idOfName = (name: string): string => name.slice(0, ID_LENGTH);

const partition = (scope: Scope, segmentId: string, part: string): string =>
  `SEGMENT#${scopeKey(scope)}#${segmentId}#${part}`;

const wordsPart = (first: string): string => `W${first.codePointAt(0)?.toString(16)}`;
const NAMES = 'DOCS';
const nameKey = (scope: Scope, segmentId: string, place: number): Key => ({
  pk: partition(scope, segmentId, NAMES),
  sk: String(place).padStart(8, '0'),
});

/** Documents by the ids of their orders, those that cancel each other left out. */
export function sortDocs<T extends DocName>(docs: readonly T[]): T[] {
  const sorted = docs.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const kept: T[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (sorted[end]?.name === sorted[start]?.name) end++;
    const alike = sorted.slice(start, end);
    const undone = alike.filter(({ isUndone }) => isUndone);
    const done = alike.filter(({ isUndone }) => !isUndone);
    kept.push(...done.slice(undone.length), ...undone.slice(done.length));
    start = end;
  }
  return kept;
}

/** @param docs sorted */
export function describeSegment(id: string, docs: readonly DocName[], firsts: readonly string[]): Segment {
  const step = stepOf(docs.length);
  return {
    id,
    size: docs.length,
    fences: docs.filter((_, doc) => doc % step === 0).map(({ name }) => name.slice(0, FENCE_LENGTH)),
    from: idOfName(docs[0]?.name ?? ''),
    to: idOfName(docs.at(-1)?.name ?? ''),
    undone: docs.flatMap(({ isUndone }, doc) => (isUndone ? [doc] : [])),
    firsts,
  };
}

export const stepOf = (size: number): number => Math.max(1, Math.ceil(size / FENCES));

export function nameItems(scope: Scope, segmentId: string, docs: readonly DocName[]): Item[] {
  return Array.from({ length: Math.ceil(docs.length / NAMES_IN_ITEM) }, (_, place) => ({
    ...nameKey(scope, segmentId, place),
    names: docs
      .slice(place * NAMES_IN_ITEM, (place + 1) * NAMES_IN_ITEM)
      .map(({ name }) => name)
      .join(''),
  }));
}

/** @param postings all that begin with one character, in order */
export function wordItems(
  scope: Scope,
  segmentId: string,
  postings: readonly WordPosting[],
  of: SegmentDocs,
  limits: WordLimits,
): Item[] {
  const pk = partition(scope, segmentId, wordsPart(firstOf(postings[0]?.word ?? '')));
  return wordItemsOf(postings, of, limits).map((item) => ({ pk, ...item }));
}

const AT_A_TIME = 8;

/** Writes items in any order, several batches at a time. */
export async function writeAll(table: Table, writes: readonly BatchWrite[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(writes.length / 25) }, (_, n) =>
    writes.slice(n * 25, (n + 1) * 25),
  );
  for (const result of await inParallel(batches, AT_A_TIME, (batch) => table.batchWrite(batch)))
    if (result.status === 'rejected') throw result.reason;
}

export async function deleteSegment(
  table: Table,
  scope: Scope,
  { id, firsts }: Pick<Segment, 'id' | 'firsts'>,
) {
  for (const part of [...firsts.map(wordsPart), NAMES]) {
    const pk = partition(scope, id, part);
    let page: Awaited<ReturnType<Table['query']>>;
    do {
      page = await table.query({ pk, eventually: true });
      await writeAll(
        table,
        page.items.map(({ sk }) => ({ delete: { pk, sk } })),
      );
    } while (page.next);
  }
}

/** Every item of a segment that has words with this first character. */
export const itemsOfFirst = (table: Table, scope: Scope, segmentId: string, first: string) =>
  table.all({ pk: partition(scope, segmentId, wordsPart(first)) }) as AsyncGenerator<Item & WordItem>;

/** The documents with a word that begins so: one read of half a unit, which tells the parts of a large set. */
export async function findPrefix(
  table: Table,
  scope: Scope,
  segment: Segment,
  prefix: string,
): Promise<Postings> {
  const first = firstOf(prefix);
  if (!segment.firsts.includes(first)) return NO_POSTINGS;
  const pk = partition(scope, segment.id, wordsPart(first));
  const { items } = await table.query({
    pk,
    between: [first, prefix],
    newestFirst: true,
    limit: 1,
    eventually: true,
  });
  const found = docsOfPrefix(prefix, items[0] as (Item & WordItem) | undefined, segment.size);
  if ('docs' in found) return wholePostings(found.docs);
  const { sk, parts } = found;
  return postingsInParts(parts, (places) => loadParts(table, { pk, sk, parts }, places));
}

/** From so many parts that follow each other on, one query reads them for less. */
const MANY = 8;

/** Parts of a set: each takes half a unit, and many that follow each other what their bytes take. */
async function loadParts(
  table: Table,
  { pk, sk, parts }: { pk: string; sk: string; parts: readonly SetPart[] },
  places: readonly number[],
): Promise<DocSet[]> {
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const items: Item[] = [];
  if (places.length < MANY || places.length <= last - first) {
    const keys = places.map((place) => ({ pk, sk: partKey(sk, place) }));
    items.push(...(await table.batchGet(keys, { eventually: true })));
  } else {
    const between = [partKey(sk, first), partKey(sk, last)] as const;
    for await (const item of table.all({ pk, between, eventually: true })) items.push(item);
  }
  const found = new Map(items.map((item) => [item.sk, item as Item & WordItem]));
  return places.map((place) => {
    const [item, part] = [found.get(partKey(sk, place)), parts[place]];
    if (item?.part === undefined || part === undefined) throw new Error(`The set of ${sk} lacks a part`);
    return docsOfPart(item.part, part);
  });
}

/** All documents of a segment, by their numbers. */
export async function namesOf(table: Table, scope: Scope, segmentId: string): Promise<string[]> {
  const names: string[] = [];
  const query = { pk: partition(scope, segmentId, NAMES) };
  for await (const item of table.all(query)) names.push(...split(item));
  return names;
}

/** The names of some documents; each item that has some of them takes half a unit. */
export async function findNames(
  table: Table,
  scope: Scope,
  wanted: readonly { segmentId: string; doc: number }[],
): Promise<(segmentId: string, doc: number) => string> {
  const keys = wanted.map(({ segmentId, doc }) => nameKey(scope, segmentId, Math.floor(doc / NAMES_IN_ITEM)));
  const found = await table.batchGet(keys, { eventually: true });
  const byKey = new Map(found.map((item) => [`${item.pk}\n${item.sk}`, split(item)]));
  return (segmentId, doc) => {
    const { pk, sk } = nameKey(scope, segmentId, Math.floor(doc / NAMES_IN_ITEM));
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
  const step = stepOf(size);
  const fence = fences.findLastIndex((one) => one <= id);
  // A fence holds only the time: others of its millisecond may sort before it.
  const before = fences.findLastIndex((one) => one < id.slice(0, FENCE_LENGTH));
  let low = Math.floor((Math.max(0, before) * step) / NAMES_IN_ITEM);
  let high = Math.floor((Math.min(size, (fence + 1) * step + 1) - 1) / NAMES_IN_ITEM);
  for (;;) {
    const middle = Math.floor((low + high) / 2);
    const item = await table.get(nameKey(scope, segment.id, middle), { eventually: true });
    const names = item ? split(item) : [];
    const isBefore = (name: string | undefined) => name !== undefined && idOfName(name) < id;
    if (!isBefore(names[0]) && middle > low) high = middle - 1;
    else if (isBefore(names.at(-1)) && middle < high) low = middle + 1;
    else return middle * NAMES_IN_ITEM + names.filter(isBefore).length;
  }
}

function split({ names }: Item): string[] {
  const text = String(names);
  return Array.from({ length: text.length / NAME_LENGTH }, (_, n) =>
    text.slice(n * NAME_LENGTH, (n + 1) * NAME_LENGTH),
  );
}
