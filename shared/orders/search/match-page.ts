import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { DocSet } from './doc-set.ts';
import type { SegmentMatches, WordMatches } from './find-words.ts';
import { countIn } from './postings.ts';
import { findNames } from './read-segment.ts';
import { FENCE_LENGTH, ID_LENGTH, idOfName, NAMES_IN_ITEM, type Segment, stepOf } from './segment.ts';

/** Where matches come from, in the requested order: a segment's documents, or the recent orders. */
interface Source {
  matches?: SegmentMatches;
  undone: ReadonlySet<number>;
  /** What is read of them. */
  docs: readonly number[] | DocSet;
  /** What is known of their ids, by place. */
  ids: (string | undefined)[];
  next: number;
  /** What is still to be read, from the nearest on. */
  left: Stretch[];
  /** How many stretches are read at once. */
  step: number;
}

/** Of a segment's documents, from a number on and before another. */
interface Stretch {
  first: number;
  end: number;
}

/** Of a source's next match: no id of it is before `near` or behind `far`. */
interface Bounds {
  near: string;
  far: string;
}

/** Names that are read in one trip at most, and items that they lie in: of words that most orders have, many share one. */
const MAX_NAMES = 5_000;
const MAX_ITEMS = 100;

export interface MatchOrder {
  /** Newest first. */
  descending: boolean;
  /** Matches to pass over. */
  offset: number;
  /** How many are wanted; more may be had. */
  limit: number;
  /** Stretches that are read of large sets, at most: the ids end early then. */
  mostRead?: number;
}

/** The ids of a page of the matches, by the time of creation. */
export async function pageOfMatches(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  order: MatchOrder,
): Promise<string[]> {
  const page: string[] = [];
  for await (const id of idsOfMatches(table, scope, matches, order)) {
    page.push(id);
    if (page.length === order.limit) break;
  }
  return page;
}

/**
 * The ids of the matches, by the time of creation. It reads the documents up to those that it yields, and the names of
 * these; those before them are passed over unread as long as no order's words were changed.
 * @returns where it ended early: an id, though no order's, that all further ones are beyond
 */
export async function* idsOfMatches(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  { descending, offset, limit, mostRead = Number.POSITIVE_INFINITY }: MatchOrder,
): AsyncGenerator<string, string | undefined, undefined> {
  const isBefore = (a: string, b: string) => (descending ? a > b : a < b);
  const sources = [
    recentSource(matches, isBefore),
    ...matches.inSegments.map((found) => sourceOf(found, descending)),
  ];
  const canPass = offset > 0 && !(await isChanged(matches));
  const boundsOf = (source: Source) => boundsIn(source, descending);
  const firstOf = <T extends Source>(of: readonly T[]): T | undefined =>
    of.reduce<T | undefined>((best, source) => {
      if (isOver(source)) return best;
      return best === undefined || isBefore(boundsOf(source).near, boundsOf(best).near) ? source : best;
    }, undefined);
  const isFirstOfAll = (source: Source): boolean => {
    const nextSource = firstOf(sources.filter((each) => each !== source));
    return nextSource === undefined || isBefore(boundsOf(source).far, boundsOf(nextSource).near);
  };

  let toPass = offset;
  let current: { id: string; count: number } | undefined;
  /** The order that has no more documents, when it has one more than were taken away and is not to be passed over. */
  const settled = (): string | undefined => {
    const done = current;
    current = undefined;
    if (done === undefined || done.count <= 0) return undefined;
    if (toPass === 0) return done.id;
    toPass--;
    return undefined;
  };

  let read = 0;
  for (let source = firstOf(sources); source; source = firstOf(sources)) {
    if (source.next >= source.docs.length) {
      const count = canPass && isFirstOfAll(source) ? await countedIn(source) : undefined;
      if (count !== undefined) settled();
      if (count === undefined || count > toPass) {
        const { near } = boundsOf(source);
        if (read >= mostRead && (current === undefined || isBefore(current.id, near))) {
          const id = settled();
          if (id !== undefined) yield id;
          return edgeAt(near, descending);
        }
        read += await readOn(source, descending);
        continue;
      }
      toPass -= count;
      source.left.shift();
      continue;
    }
    const { near, far } = boundsOf(source);
    if (near !== far) {
      if (toPass === 0 || !canPass || !isFirstOfAll(source)) {
        // What may still be passed over unread is not read on.
        const read = toPass === 0 || !canPass ? (unread: Source) => readOn(unread, descending) : undefined;
        await readNames(table, scope, sources, { firstOf, read }, toPass + limit + 1);
      } else {
        settled();
        if (toPass === 0) continue;
        toPass--;
        source.next++;
      }
      continue;
    }
    const count = countOf(source, matches);
    if (current?.id === near) current.count += count;
    else {
      const id = settled();
      if (id !== undefined) yield id;
      current = { id: near, count };
    }
    source.next++;
  }
  const last = settled();
  if (last !== undefined) yield last;
  return undefined;
}

/** What no order has for an id, on this side of all that are not before a bound. */
const edgeAt = (near: string, descending: boolean): string =>
  near.slice(0, FENCE_LENGTH).padEnd(ID_LENGTH, descending ? 'z' : '0');

/** Whether an order may have more documents than one. */
async function isChanged({ inSegments, recent }: WordMatches): Promise<boolean> {
  if ([...recent.values()].some((count) => count !== 1)) return true;
  const counts = inSegments.map(({ segment: { undone }, postings, first, end }) =>
    undone.length === 0 ? { undone: 0 } : countIn(postings, first, end, Uint32Array.from(undone)),
  );
  return (await Promise.all(counts)).some(({ undone }) => undone > 0);
}

const isOver = ({ docs, next, left }: Source): boolean => next >= docs.length && left.length === 0;

/** How many documents a source's next stretch has, where that need not be read. */
async function countedIn({ matches, left: [stretch] }: Source): Promise<number | undefined> {
  if (matches?.postings.counted === undefined || stretch === undefined) return undefined;
  return (await matches.postings.counted(stretch.first, stretch.end, new Uint32Array())).docs;
}

/** Reads the next stretches of a source; where they have nothing, more at once the next time. @returns how many */
async function readOn(source: Source, descending: boolean): Promise<number> {
  const taken = source.left.splice(0, source.step);
  const [nearest, farthest] = [taken[0], taken.at(-1)];
  if (source.matches === undefined || nearest === undefined || farthest === undefined) return 0;
  const [lowest, highest] = descending ? [farthest, nearest] : [nearest, farthest];
  const docs = await source.matches.postings.docsIn(lowest.first, highest.end);
  source.docs = descending ? docs.toReversed() : docs;
  source.ids = [];
  source.next = 0;
  source.step = docs.length === 0 ? Math.min(source.step * 2, MAX_CONCURRENT_READS) : 1;
  return taken.length;
}

/** Stretches that are read at once, at most. */
const MAX_CONCURRENT_READS = 8;

/** What the next document of a source adds to its order. */
function countOf({ matches, docs, undone, ids, next }: Source, { recent }: WordMatches): number {
  if (matches === undefined) return recent.get(ids[next] ?? '') ?? 0;
  return undone.has(docs[next] ?? 0) ? -1 : 1;
}

interface Reading {
  firstOf: <T extends Source>(of: readonly T[]) => T | undefined;
  /** Reads a source on that needs no trip for it. */
  read: ((source: Source) => Promise<unknown>) | undefined;
}

/** Reads the names of those that would come next if each were as near as it can be. */
async function readNames(
  table: Table,
  scope: Scope,
  sources: readonly Source[],
  { firstOf, read }: Reading,
  most: number,
): Promise<void> {
  const ahead = sources.map((source) => ({ ...source, of: source }));
  const wanted: { of: Source; segmentId: string; doc: number; place: number }[] = [];
  const items = new Set<string>();
  for (let n = 0; n < Math.min(most, MAX_NAMES) && items.size < MAX_ITEMS; n++) {
    const first = firstOf(ahead);
    if (first === undefined) break;
    const { of, matches } = first;
    if (first.next >= first.docs.length) {
      // Documents at hand are one stretch.
      if (!read || !matches?.postings.isLoaded || of.left.length === 0) break;
      await read(of);
      Object.assign(first, of);
      continue;
    }
    const doc = first.docs[first.next] ?? 0;
    if (matches && of.ids[first.next] === undefined) {
      wanted.push({ of, segmentId: matches.segment.id, doc, place: first.next });
      items.add(`${matches.segment.id} ${Math.floor(doc / NAMES_IN_ITEM)}`);
    }
    first.next++;
  }
  const nameOf = await findNames(table, scope, wanted);
  for (const { of, segmentId, doc, place } of wanted) of.ids[place] = idOfName(nameOf(segmentId, doc));
}

function sourceOf(matches: SegmentMatches, descending: boolean): Source {
  const { segment, postings, first, end } = matches;
  const starts = [first, ...postings.starts.filter((start) => start > first && start < end)];
  const left = starts.map((start, place) => ({ first: start, end: starts[place + 1] ?? end }));
  if (descending) left.reverse();
  return { matches, undone: new Set(segment.undone), docs: [], ids: [], next: 0, left, step: 1 };
}

function recentSource({ recent }: WordMatches, isBefore: (a: string, b: string) => boolean): Source {
  const ids = [...recent.keys()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return { docs: ids.map((_, place) => place), undone: new Set(), ids, next: 0, left: [], step: 1 };
}

/** What comes after every character of an id. */
const END = '~';

function boundsIn({ matches, docs, ids, next, left }: Source, descending: boolean): Bounds {
  const id = ids[next];
  if (id !== undefined || matches === undefined) return { near: id ?? '', far: id ?? '' };
  const [stretch] = left;
  const doc = docs[next];
  const [first, last] =
    doc === undefined ? [stretch?.first ?? 0, (stretch?.end ?? 1) - 1] : ([doc, doc] as const);
  const [least, most] = [leastId(matches.segment, first), mostId(matches.segment, last)];
  return descending ? { near: most, far: least } : { near: least, far: most };
}

const partOf = ({ size }: Segment, doc: number): number => Math.floor(doc / stepOf(size));

const leastId = (segment: Segment, doc: number): string =>
  segment.fences[partOf(segment, doc)] ?? segment.from;

const mostId = (segment: Segment, doc: number): string =>
  (segment.fences[partOf(segment, doc) + 1] ?? segment.to) + END;
