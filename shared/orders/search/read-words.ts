import type { Table } from '../../adapters/dynamo/table.ts';
import { retry } from '../../base/async/retry.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { ENTRY_SHARDS, entryPartition, type WordEntry, wordEntryFromItem } from './entry.ts';
import { noteWords } from './known-words.ts';
import { loadManifest } from './manifest.ts';
import type { Segment } from './segment.ts';

/** The words of a scope's orders: what lies outside of segments, and which segments there are. */
export interface StoredWords {
  entries: readonly WordEntry[];
  segments: readonly Segment[];
}

/** A search that takes longer between its reads begins again: entries that it read may have moved meanwhile. */
const MAX_DURATION_MS = 8_000;
const MAX_ATTEMPTS = 3;

type Outside = Awaited<ReturnType<typeof loadManifest>>;

/**
 * Answers from the words as they are. Entries must be read before batches, so that one that moves is read twice and not
 * missed. But what moves, moves once in a hundred orders: so a guess at the batches is read together with the entries, and
 * answered from, while the batches are read again; only where these are others, it is answered from these instead.
 * @param ahead reads that any answer needs, made at the same time, before the words are known
 */
export function answerFromWords<Answer>(
  table: Table,
  scope: Scope,
  answer: (words: StoredWords) => Promise<Answer>,
  ahead: readonly Promise<unknown>[] = [],
): Promise<Answer> {
  return retry(
    () => answerOnce(table, scope, answer, ahead),
    (thrown, times) => {
      if (!(thrown instanceof ReadTooSlow)) return false;
      if (times < MAX_ATTEMPTS) return true;
      throw new Problem('unavailable', { retryAfterSeconds: 1 }, { cause: thrown });
    },
  );
}

class ReadTooSlow extends Error {}

async function answerOnce<Answer>(
  table: Table,
  scope: Scope,
  answer: (words: StoredWords) => Promise<Answer>,
  ahead: readonly Promise<unknown>[],
): Promise<Answer> {
  const start = performance.now();
  const [single, guess] = await Promise.all([
    readEntries(table, scope),
    loadManifest(table, scope, { eventually: true }),
    Promise.allSettled(ahead),
  ]);
  const early = answer(wordsOf(single, guess));
  // Its error counts only where the guess is right.
  early.catch(() => undefined);
  const current = await loadManifest(table, scope);
  if (performance.now() - start > MAX_DURATION_MS)
    throw new ReadTooSlow('The words of orders were read too slowly to be of one moment');
  const words = wordsOf(single, current);
  noteWords(scope, words.segments, words.entries.length);
  return isSame(guess, current) ? early : answer(words);
}

/** Neither batches nor what a version of the manifest says ever change. */
const isSame = (a: Outside, b: Outside): boolean =>
  a.manifest.version === b.manifest.version &&
  a.batches.length === b.batches.length &&
  a.batches.every(({ id }, place) => id === b.batches[place]?.id);

function wordsOf(single: readonly WordEntry[], { manifest, batches }: Outside): StoredWords {
  const all = [...batches.flatMap(({ entries }) => entries), ...single];
  return {
    entries: [...new Map(all.map((entry) => [entry.key, entry])).values()],
    segments: manifest.segments,
  };
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
