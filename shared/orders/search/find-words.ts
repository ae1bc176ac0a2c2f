import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { within } from './doc-set.ts';
import { docsOfEntry, orderOf } from './entry.ts';
import { settledSegments } from './known-words.ts';
import { allOf, anyOf, countIn, type DocCount, type Postings } from './postings.ts';
import { aboutPlaceOfId, findPrefix, placeOfId } from './read-segment.ts';
import { answerFromWords, type StoredWords } from './read-words.ts';
import type { Segment } from './segment.ts';
import { matchesTerm, type SearchTerm } from './words.ts';

/** The orders that have some words, known by their documents. */
export interface WordMatches {
  /** Each segment's documents that match. */
  inSegments: readonly SegmentMatches[];
  /** Orders whose words no segment holds yet, with what they add. */
  recent: ReadonlyMap<string, number>;
  /** About how many orders of a time there are, whether they match or not. @param range of ids, both ends included */
  aboutOrdersIn(range: IdRange): number;
}

export interface SegmentMatches {
  segment: Segment;
  postings: Postings;
  /** The documents that are meant lie before `end`, from `first` on. */
  first: number;
  end: number;
}

/**
 * Finds the orders that have some words, and answers from them. It reads the entries and batches of the last orders whole,
 * and of each segment one item for each prefix, whatever their size. Of a large set that tells how many documents each of
 * its parts has. The segments of the last search are read before it is known whether there are others.
 * @param ahead further reads that any answer needs, made meanwhile
 */
export function answerFromMatches<Answer>(
  table: Table,
  scope: Scope,
  wanted: SearchTerm,
  answer: (matches: WordMatches) => Promise<Answer>,
  ahead: readonly Promise<unknown>[] = [],
): Promise<Answer> {
  const likely = settledSegments(scope).map((segment) => findPostings(table, scope, segment, wanted));
  const answerFrom = async ({ entries, segments }: StoredWords): Promise<Answer> => {
    const recent = new Map<string, number>();
    for (const { id, words, isUndone } of entries.flatMap(docsOfEntry))
      if (matchesTerm(words, wanted)) recent.set(id, (recent.get(id) ?? 0) + (isUndone ? -1 : 1));
    const found = await Promise.all(
      segments.map(async (segment) => {
        const postings = await findPostings(table, scope, segment, wanted);
        return { segment, postings, first: 0, end: segment.size };
      }),
    );
    const aboutOrdersIn = (range: IdRange) => aboutOrders({ entries, segments }, range);
    return answer({ inSegments: found.filter(({ postings }) => postings.most > 0), recent, aboutOrdersIn });
  };
  return answerFromWords(table, scope, answerFrom, [...likely, ...ahead]);
}

/**
 * How many orders match: exact. One word is counted without being read. Of several, that of the fewest documents is read,
 * and of the others the parts where it has any: up to 16 units for each million documents of a word that very many have.
 */
export async function countMatches({ inSegments, recent }: WordMatches): Promise<number> {
  const counts = await Promise.all(inSegments.map(countInSegment));
  return (
    [...recent.values()].reduce((sum, more) => sum + more, 0) +
    counts.reduce((sum, { docs, undone }) => sum + docs - 2 * undone, 0)
  );
}

const countInSegment = ({ segment, postings, first, end }: SegmentMatches): Promise<DocCount> =>
  countIn(postings, first, end, Uint32Array.from(segment.undone));

/** Of the matches, those of orders that were created in a time. @param range of ids, both ends included */
export async function matchesWithin(
  table: Table,
  scope: Scope,
  { inSegments, recent, aboutOrdersIn }: WordMatches,
  range: IdRange,
): Promise<WordMatches> {
  const found = await Promise.all(
    inSegments.map(async (matches) => ({
      ...matches,
      ...(await stretchOf(table, scope, matches.segment, range)),
    })),
  );
  return {
    inSegments: found.filter(({ first, end }) => first < end),
    recent: new Map([...recent].filter(([id]) => isIdWithin(id, range))),
    aboutOrdersIn,
  };
}

/** About how many orders have ids of a range. Every order has words, so that these tell it without a read. */
export function aboutOrders({ entries, segments }: StoredWords, range: IdRange): number {
  const [from, to] = range;
  const recent = entries.filter((entry) => entry.was === undefined && isIdWithin(orderOf(entry), range));
  return segments.reduce(
    (sum, segment) => sum + aboutPlaceOfId(segment, to) - aboutPlaceOfId(segment, from),
    recent.length,
  );
}

/** How many orders were created in a time: exact. Some twenty units tell it of any time. @param range of ids, both ends included */
export function countCreated(table: Table, scope: Scope, range: IdRange): Promise<number> {
  const likely = settledSegments(scope).map((segment) => stretchOf(table, scope, segment, range));
  return answerFromWords(table, scope, (words) => countOfRange(table, scope, words, range), likely);
}

/**
 * How many orders have ids of a range: exact. Every order has words, and the documents of a segment are sorted by the
 * orders' ids, so that a unit or two of each segment tell it.
 */
export async function countOfRange(
  table: Table,
  scope: Scope,
  { entries, segments }: StoredWords,
  range: IdRange,
): Promise<number> {
  const recent = entries.flatMap(docsOfEntry).filter(({ id }) => isIdWithin(id, range));
  const counts = await Promise.all(
    segments.map(async (segment) => {
      const { first, end } = await stretchOf(table, scope, segment, range);
      return end - first - 2 * within(Uint32Array.from(segment.undone), first, end).length;
    }),
  );
  return (
    counts.reduce((sum, count) => sum + count, 0) +
    recent.reduce((sum, { isUndone }) => sum + (isUndone ? -1 : 1), 0)
  );
}

export type IdRange = readonly [from: string, to: string];

export const isIdWithin = (id: string, [from, to]: IdRange): boolean => id >= from && id <= to;

/** Which documents of a segment are of orders with such ids. */
async function stretchOf(
  table: Table,
  scope: Scope,
  segment: Segment,
  [from, to]: IdRange,
): Promise<Pick<SegmentMatches, 'first' | 'end'>> {
  const [first, end] = await Promise.all([
    placeOfId(table, scope, segment, from),
    placeOfId(table, scope, segment, to),
  ]);
  return { first, end: Math.max(first, end) };
}

async function findPostings(
  table: Table,
  scope: Scope,
  segment: Segment,
  wanted: SearchTerm,
): Promise<Postings> {
  const ofPrefixes = async (prefixes: readonly string[]): Promise<Postings> =>
    anyOf(await Promise.all(prefixes.map((prefix) => findPrefix(table, scope, segment, prefix))));
  // The longest words are the rarest; where these have nothing in common, the others are not read.
  const words = wanted.all.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0));
  const [or, ...found] = await Promise.all([
    ofPrefixes(wanted.or),
    ...words.slice(0, TOGETHER).map(ofPrefixes),
  ]);
  for (let at = TOGETHER; at < words.length && !(await isEmpty(allOf(found), segment)); at += TOGETHER)
    found.push(...(await Promise.all(words.slice(at, at + TOGETHER).map(ofPrefixes))));
  return anyOf([or, allOf(found)]);
}

/** Whether no document has all of them, as far as that is cheap to find out. */
const isEmpty = async (postings: Postings, { size }: Segment): Promise<boolean> =>
  postings.most === 0 || (postings.most <= FEW && (await postings.docsIn(0, size)).length === 0);

/** Words that are looked up at the same time. */
const TOGETHER = 2;

/** Up to this many documents are compared with other words' before more words are looked up. */
const FEW = 256;
