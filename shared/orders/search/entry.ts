import { createHash } from 'node:crypto';
import type { Item } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { orderWords, type SearchableFields } from './words.ts';

/** Words that an order has, or no longer has, as of one of its versions. */
export interface WordEntry {
  /** Of the order and its version: no other entry has it. */
  key: string;
  words: string;
  /** What the entries before said of the order, which holds no more. */
  was?: string;
}

/** One order's words as a segment counts them. Those it has no more take one away. */
export interface Doc {
  id: string;
  words: readonly string[];
  isUndone: boolean;
}

/** Entries are spread over this many partitions until they are put together: each takes 1,000 write units a second. */
export const ENTRY_SHARDS = 8;

export const entryPartition = (scope: Scope, shard: number): string => `WORDS#${scopeKey(scope)}#${shard}`;

const shardOf = (orderId: string): number =>
  createHash('sha256').update(orderId).digest().readUInt8(2) % ENTRY_SHARDS;

const SPACE = ' ';

type Versioned = SearchableFields & Scope & { version: number };

/** What to store of a change of an order; nothing when its words stay. @param order at its new version */
export function wordEntryOf(order: Versioned, before: SearchableFields | undefined): Item | undefined {
  const words = orderWords(order).join(SPACE);
  const was = before && orderWords(before).join(SPACE);
  if (was === words) return undefined;
  return {
    pk: entryPartition(order, shardOf(order.id)),
    sk: `${order.id}#${order.version}`,
    words,
    ...(was !== undefined && { was }),
  };
}

export const wordEntryFromItem = ({ sk, words, was }: Item): WordEntry => ({
  key: sk,
  words: String(words),
  ...(was !== undefined && { was: String(was) }),
});

export const orderOf = ({ key }: WordEntry): string => key.slice(0, key.indexOf('#'));

export function docsOfEntry(entry: WordEntry): Doc[] {
  const id = orderOf(entry);
  const now = { id, words: entry.words.split(SPACE), isUndone: false };
  if (entry.was === undefined) return [now];
  return [{ id, words: entry.was.split(SPACE), isUndone: true }, now];
}
