import type { Condition, Item, Key } from './expressions.ts';

/**
 * The indexes of the table, which hold keys only: a step that changes no key of theirs writes none of them. `list`
 * orders one collection by time, `lookup` is a second way to find things, `subject` lists everything about one subject,
 * and `sparse` the few items of a collection that need attention.
 */
export type IndexName = 'list' | 'lookup' | 'subject' | 'sparse';

/** The entries of a partition, in the order of their sort keys. */
export interface StoredList<Entry> extends Pick<Query, 'pk' | 'newestFirst'> {
  fromItem: (item: Item) => Entry;
}

/**
 * Milliseconds after which an eventually consistent read finds a write. AWS names about a second as usual, and no bound
 * (Amazon DynamoDB Developer Guide, "DynamoDB read consistency").
 */
export const REPLICATED_MS = 2_000;

export interface Query {
  /** Partition key: of the table, or of the index when one is named. */
  pk: string;
  index?: IndexName;
  /** Range on the sort key, at most one of them; `between` has both ends included. */
  prefix?: string;
  between?: readonly [from: string, to: string];
  newestFirst?: boolean;
  limit?: number;
  after?: Key & Record<string, string>;
  /** Strongly consistent by default on the table; an index never is. */
  eventually?: boolean;
  filter?: Condition;
  countOnly?: boolean;
}
