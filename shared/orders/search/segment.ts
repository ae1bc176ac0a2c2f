import { createHash } from 'node:crypto';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { BatchWrite, Table } from '../../adapters/dynamo/table.ts';
import { inParallel } from '../../base/async/in-parallel.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Doc } from './entry.ts';
import {
  firstOf,
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
  /** The documents that remove words. */
  undone: readonly number[];
  /** The first characters of its words: each has a partition. */
  firsts: readonly string[];
}

const FENCES = 32;
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
export const NAMES_IN_ITEM = 108;

export const nameOfDoc = ({ id, words }: Doc): string =>
  id + createHash('sha256').update(words.join(' ')).digest('base64url').slice(0, TAG_LENGTH);

export const idOfName = (name: string): string => name.slice(0, ID_LENGTH);

const partition = (scope: Scope, segmentId: string, part: string): string =>
  `SEGMENT#${scopeKey(scope)}#${segmentId}#${part}`;

const wordsPart = (first: string): string => `W${first.codePointAt(0)?.toString(16)}`;

/** Of a segment's words that begin with a character. */
export const wordsPartition = (scope: Scope, segmentId: string, first: string): string =>
  partition(scope, segmentId, wordsPart(first));

const NAMES = 'DOCS';
export const nameKey = (scope: Scope, segmentId: string, place: number): Key => ({
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
  const pk = wordsPartition(scope, segmentId, firstOf(postings[0]?.word ?? ''));
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
  table.all({ pk: wordsPartition(scope, segmentId, first) }) as AsyncGenerator<Item & WordItem>;

/** All documents of a segment, by their numbers. */
export async function namesOf(table: Table, scope: Scope, segmentId: string): Promise<string[]> {
  const names: string[] = [];
  const query = { pk: partition(scope, segmentId, NAMES) };
  for await (const item of table.all(query)) names.push(...docNamesOf(item));
  return names;
}

export function docNamesOf({ names }: Item): string[] {
  const text = String(names);
  return Array.from({ length: text.length / NAME_LENGTH }, (_, n) =>
    text.slice(n * NAME_LENGTH, (n + 1) * NAME_LENGTH),
  );
}
