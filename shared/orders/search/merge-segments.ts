import { randomUUID } from 'node:crypto';
import type { Item, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { DocSet } from './doc-set.ts';
import { docsOfEntry } from './entry.ts';
import { type Batch, batchKey, type Manifest, manifestWrite } from './manifest.ts';
import {
  type DocName,
  describeSegment,
  itemsOfFirst,
  nameItems,
  nameOfDoc,
  namesOf,
  type Segment,
  sortDocs,
  wordItems,
  writeAll,
} from './segment.ts';
import {
  firstOf,
  mergePostings,
  postingsOf,
  WORD_LIMITS,
  type WordLimits,
  type WordPosting,
} from './word-items.ts';
import { byCodePoints } from './words.ts';

export interface MergeContext {
  table: Table;
  scope: Scope;
  /** Epoch milliseconds. */
  now: number;
  /** Resolves when eventually consistent reads find what was written before it was called. */
  replicated: () => Promise<unknown>;
  /** Of the items of words. */
  limits?: WordLimits;
}

/** Makes a segment of batches, in whose place it comes. */
export async function sealEntries(context: MergeContext, manifest: Manifest, batches: readonly Batch[]) {
  const { scope } = context;
  const docs = sortDocs(
    batches
      .flatMap(({ entries }) => entries)
      .flatMap(docsOfEntry)
      .map((doc) => ({ ...doc, name: nameOfDoc(doc) })),
  );
  const byWord = new Map<string, number[]>();
  for (const [doc, { words }] of docs.entries())
    for (const word of words) {
      const known = byWord.get(word);
      if (known) known.push(doc);
      else byWord.set(word, [doc]);
    }
  const postings = [...byWord]
    .map(([word, numbers]) => ({ word, docs: Uint32Array.from(numbers) }))
    .sort((a, b) => byCodePoints(a.word, b.word));
  const byFirst = Map.groupBy(postings, ({ word }) => firstOf(word));
  await replace(context, manifest, {
    docs,
    firsts: [...byFirst.keys()],
    postingsOf: async (first) => byFirst.get(first) ?? [],
    instead: (now) => ({ ...now, sealed: batches.map(({ id }) => id) }),
    deletes: batches.map(({ id }) => ({ delete: batchKey(scope, id) })),
  });
}

/** Makes one segment of several, in whose place it comes. It holds the words of one first character at a time. */
export async function mergeSegments(context: MergeContext, manifest: Manifest, segments: readonly Segment[]) {
  const { table, scope, now } = context;
  const named: (DocName & { segment: number; doc: number })[] = [];
  for (const [at, segment] of segments.entries()) {
    const undone = new Set(segment.undone);
    const names = await namesOf(table, scope, segment.id);
    for (const [doc, name] of names.entries())
      named.push({ name, isUndone: undone.has(doc), segment: at, doc });
  }
  const docs = sortDocs(named);
  // What each document is numbered afterwards.
  const numbers = segments.map(({ size }) => new Uint32Array(size).fill(GONE));
  for (const [number, { segment, doc }] of docs.entries()) {
    const of = numbers[segment];
    if (of) of[doc] = number;
  }

  async function postingsOfFirst(first: string): Promise<WordPosting[]> {
    const postings: WordPosting[] = [];
    for (const [at, { id, size, firsts }] of segments.entries()) {
      if (!firsts.includes(first)) continue;
      for await (const { word, docs } of postingsOf(itemsOfFirst(table, scope, id, first), size)) {
        const left = renumbered(docs, numbers[at]);
        if (left.length > 0) postings.push({ word, docs: left });
      }
    }
    return mergePostings(postings);
  }

  const merged = new Set(segments.map(({ id }) => id));
  await replace(context, manifest, {
    docs,
    firsts: [...new Set(segments.flatMap(({ firsts }) => firsts))].sort(byCodePoints),
    postingsOf: postingsOfFirst,
    instead: (current) => ({
      ...current,
      segments: current.segments.filter(({ id }) => !merged.has(id)),
      retired: [...current.retired, ...segments.map(({ id, firsts }) => ({ id, firsts, at: now }))],
    }),
    deletes: [],
  });
}

const GONE = 2 ** 32 - 1;

const renumbered = (docs: DocSet, numbers: DocSet | undefined): DocSet =>
  docs.map((doc) => numbers?.[doc] ?? GONE).filter((doc) => doc !== GONE);

interface Replacement {
  docs: readonly DocName[];
  firsts: readonly string[];
  postingsOf: (first: string) => Promise<readonly WordPosting[]>;
  /** The manifest without what the new segment replaces. */
  instead: (current: Manifest) => Manifest;
  deletes: readonly Write[];
}

/**
 * Writes a segment, and then puts it in the place of others in one transaction. What a worker leaves that dies before, is
 * on the manifest's list of unfinished ones.
 */
async function replace(
  { table, scope, now, replicated, limits = WORD_LIMITS }: MergeContext,
  manifest: Manifest,
  replacement: Replacement,
) {
  const { docs, firsts, instead, deletes } = replacement;
  const id = randomUUID().slice(0, 13);
  const begun = {
    ...manifest,
    unfinished: [...manifest.unfinished, { id, firsts, at: now }],
  };
  await table.transact([manifestWrite(scope, begun)]);
  const write = (items: readonly Item[]) =>
    writeAll(
      table,
      items.map((put) => ({ put })),
    );
  await write(nameItems(scope, id, docs));
  const segment = describeSegment(id, docs, firsts);
  const of = { size: docs.length, undone: Uint32Array.from(segment.undone) };
  for (const first of firsts)
    await write(wordItems(scope, id, await replacement.postingsOf(first), of, limits));
  // A word that is not found yet would look as if no order had it.
  await replicated();
  const current = { ...instead(manifest), version: manifest.version + 1 };
  if (docs.length > 0) current.segments = [...current.segments, segment];
  await table.transact([manifestWrite(scope, current), ...deletes]);
}
