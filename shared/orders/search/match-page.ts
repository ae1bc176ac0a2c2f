import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { DocSet } from './doc-set.ts';
import type { SegmentMatches, WordMatches } from './find-words.ts';
import { findNames, idOfName, type Segment, stepOf } from './segment.ts';

/** Where matches come from, in the order that is asked for: a segment's documents, or the recent orders. */
interface Source {
  segment?: Segment;
  docs: readonly number[] | DocSet;
  undone: ReadonlySet<number>;
  /** What is known of their ids, by place. */
  ids: (string | undefined)[];
  next: number;
}

/** Of a source's next match: no id of it is before `near` or behind `far`. */
interface Bounds {
  near: string;
  far: string;
}

/** The most names that are read in parallel. */
const AT_ONCE = 100;

export interface MatchOrder {
  /** Newest first. */
  descending: boolean;
  /** Matches to pass over. */
  offset: number;
  /** How many are wanted; more may be had. */
  limit: number;
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
 * The ids of the matches, by the time of creation. It reads the names of those that it yields; those before them are
 * passed over unread as long as no order's words were changed.
 */
export async function* idsOfMatches(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  { descending, offset, limit }: MatchOrder,
): AsyncGenerator<string, void, undefined> {
  const isBefore = (one: string, other: string) => (descending ? one > other : one < other);
  const sources = [
    recentSource(matches, isBefore),
    ...matches.inSegments.map((found) => sourceOf(found, descending)),
  ];
  const isChanged =
    [...matches.recent.values()].some((count) => count !== 1) ||
    matches.inSegments.some(({ undone }) => undone.length > 0);
  const boundsOf = (source: Source) => boundsIn(source, descending);
  const firstOf = <T extends Source>(of: readonly T[]): T | undefined =>
    of.reduce<T | undefined>((best, source) => {
      if (source.next >= source.docs.length) return best;
      return best === undefined || isBefore(boundsOf(source).near, boundsOf(best).near) ? source : best;
    }, undefined);

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

  for (let source = firstOf(sources); source; source = firstOf(sources)) {
    const { near, far } = boundsOf(source);
    if (near !== far) {
      const others = firstOf(sources.filter((one) => one !== source));
      const isFirst = others === undefined || isBefore(far, boundsOf(others).near);
      if (!isFirst || toPass === 0 || isChanged)
        await readNames(table, scope, sources, firstOf, toPass + limit + 1);
      else {
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
}

/** What the next document of a source adds to its order. */
function countOf({ segment, docs, undone, ids, next }: Source, { recent }: WordMatches): number {
  if (segment === undefined) return recent.get(ids[next] ?? '') ?? 0;
  return undone.has(docs[next] ?? 0) ? -1 : 1;
}

/** Reads the names of those that would come next if each were as near as it can be. */
async function readNames(
  table: Table,
  scope: Scope,
  sources: readonly Source[],
  firstOf: <T extends Source>(of: readonly T[]) => T | undefined,
  most: number,
): Promise<void> {
  const ahead = sources.map((source) => ({ ...source, of: source }));
  const wanted: { of: Source; segmentId: string; doc: number; place: number }[] = [];
  for (let n = 0; n < Math.min(most, AT_ONCE); n++) {
    const first = firstOf(ahead);
    if (first === undefined) break;
    const { of, segment, docs, next } = first;
    if (segment && of.ids[next] === undefined)
      wanted.push({ of, segmentId: segment.id, doc: docs[next] ?? 0, place: next });
    first.next++;
  }
  const nameOf = await findNames(table, scope, wanted);
  for (const { of, segmentId, doc, place } of wanted) of.ids[place] = idOfName(nameOf(segmentId, doc));
}

function sourceOf({ segment, docs, undone }: SegmentMatches, descending: boolean): Source {
  return { segment, docs: descending ? docs.toReversed() : docs, undone: new Set(undone), ids: [], next: 0 };
}

function recentSource({ recent }: WordMatches, isBefore: (one: string, other: string) => boolean): Source {
  const ids = [...recent.keys()].sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return { docs: ids.map((_, place) => place), undone: new Set(), ids, next: 0 };
}

/** What comes after every character of an id. */
const END = '~';

function boundsIn({ segment, docs, ids, next }: Source, descending: boolean): Bounds {
  const id = ids[next];
  if (id !== undefined || segment === undefined) return { near: id ?? '', far: id ?? '' };
  const part = Math.floor((docs[next] ?? 0) / stepOf(segment.size));
  const least = segment.fences[part] ?? segment.from;
  const most = (segment.fences[part + 1] ?? segment.to) + END;
  return descending ? { near: most, far: least } : { near: least, far: most };
}
