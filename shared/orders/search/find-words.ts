import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { common, type DocSet, union } from './doc-set.ts';
import { docsOfEntry, ENTRY_SHARDS, entryPartition, type WordEntry, wordEntryFromItem } from './entry.ts';
import { loadManifest, type Manifest } from './manifest.ts';
import { findPrefix, placeOfId, type Segment } from './segment.ts';
import { isWanted, type WantedWords } from './words.ts';

/** The orders that have some words: counted, and known by their documents. */
export interface WordMatches {
  /** Exact. */
  total: number;
  /** Each segment's documents that match, and which of them take one away. */
  inSegments: readonly SegmentMatches[];
  /** Orders whose words no segment holds yet, with what they add. */
  recent: ReadonlyMap<string, number>;
}

export interface SegmentMatches {
  segment: Segment;
  docs: DocSet;
  undone: DocSet;
}

/** A search that takes longer between its reads begins again: what it read may have moved meanwhile. */
const LONGEST_MS = 15_000;
const MOST_TIMES = 3;

/**
 * Finds the orders that have some words. It reads the entries and batches of the last orders whole, and of each segment
 * one item for each prefix, whatever their size: a term of few orders takes about 20 units for a million orders. A set of
 * very many documents takes up to 16 units for each million documents that a segment has.
 */
export async function findWords(table: Table, scope: Scope, wanted: WantedWords): Promise<WordMatches> {
  const { entries, manifest } = await readRecent(table, scope);
  const recent = new Map<string, number>();
  for (const { id, words, isUndone } of entries.flatMap(docsOfEntry))
    if (isWanted(words, wanted)) recent.set(id, (recent.get(id) ?? 0) + (isUndone ? -1 : 1));
  const found = await Promise.all(
    manifest.segments.map(async (segment) => {
      const docs = await findDocs(table, scope, segment, wanted);
      return { segment, docs, undone: common(docs, Uint32Array.from(segment.undone)) };
    }),
  );
  return matchesOf(found, recent);
}

function matchesOf(found: readonly SegmentMatches[], recent: WordMatches['recent']): WordMatches {
  const inSegments = found.filter(({ docs }) => docs.length > 0);
  const total =
    [...recent.values()].reduce((sum, more) => sum + more, 0) +
    inSegments.reduce((sum, { docs, undone }) => sum + docs.length - 2 * undone.length, 0);
  return { total, inSegments, recent };
}

/** Of the matches, those of orders that were created in a time. @param range of ids, both ends included */
export async function matchesWithin(
  table: Table,
  scope: Scope,
  { inSegments, recent }: WordMatches,
  [from, to]: readonly [string, string],
): Promise<WordMatches> {
  const isWithin = (id: string) => id >= from && id <= to;
  const within = await Promise.all(
    inSegments.map(async ({ segment, docs, undone }) => {
      const [first, end] = await Promise.all([
        placeOfId(table, scope, segment, from),
        placeOfId(table, scope, segment, to),
      ]);
      const ofTime = (all: DocSet) => all.filter((doc) => doc >= first && doc < end);
      return { segment, docs: ofTime(docs), undone: ofTime(undone) };
    }),
  );
  return matchesOf(within, new Map([...recent].filter(([id]) => isWithin(id))));
}

async function findDocs(table: Table, scope: Scope, segment: Segment, wanted: WantedWords): Promise<DocSet> {
  const ofPrefixes = async (prefixes: readonly string[]): Promise<DocSet> => {
    const sets = await Promise.all(prefixes.map((prefix) => findPrefix(table, scope, segment, prefix)));
    return sets.reduce(union, NONE);
  };
  // The longest words are the rarest; where these have nothing in common, the others are not asked for.
  const words = wanted.all.toSorted((one, other) => (other[0]?.length ?? 0) - (one[0]?.length ?? 0));
  const [or, ...first] = await Promise.all([
    ofPrefixes(wanted.or),
    ...words.slice(0, TOGETHER).map(ofPrefixes),
  ]);
  let docs = first.length === 0 ? NONE : first.reduce(common);
  for (let at = TOGETHER; at < words.length && docs.length > 0; at += TOGETHER) {
    const more = await Promise.all(words.slice(at, at + TOGETHER).map(ofPrefixes));
    docs = more.reduce(common, docs);
  }
  return union(or, docs);
}

/** Words that are looked up at the same time. */
const TOGETHER = 2;

const NONE: DocSet = new Uint32Array();

/** What lies outside of segments. Entries are read before batches, so that one that moves is read twice and not missed. */
async function readRecent(table: Table, scope: Scope): Promise<{ entries: WordEntry[]; manifest: Manifest }> {
  for (let times = 0; times < MOST_TIMES; times++) {
    const start = performance.now();
    const single = await readEntries(table, scope);
    const { manifest, batches } = await loadManifest(table, scope);
    if (performance.now() - start > LONGEST_MS) continue;
    const byKey = new Map(
      [...batches.flatMap(({ entries }) => entries), ...single].map((entry) => [entry.key, entry]),
    );
    return { entries: [...byKey.values()], manifest };
  }
  throw new Problem('unavailable', { retryAfterSeconds: 1 });
}

async function readEntries(table: Table, scope: Scope): Promise<WordEntry[]> {
  const shards = await Promise.all(
    Array.from({ length: ENTRY_SHARDS }, async (_, shard) => {
      const entries: WordEntry[] = [];
      const query = { pk: entryPartition(scope, shard), eventually: true };
      for await (const item of table.all(query)) entries.push(wordEntryFromItem(item));
      return entries;
    }),
  );
  return shards.flat();
}
