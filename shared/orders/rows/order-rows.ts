import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { idsCreated, type OrderRow, rowFromItem, SEARCH_SHARDS, searchPartition } from './search-row.ts';

export interface RowsAsked {
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
  /** An id that all are older than. */
  before?: string | undefined;
  /** How many will be taken, more or less: reading begins with so many and takes larger steps from there. */
  about: number;
}

/** Rows that one query reads at most: about a megabyte. */
const MOST_AT_ONCE = 5_000;

interface Shard {
  pk: string;
  items: Item[];
  at: number;
  next: (Key & Record<string, string>) | undefined;
  size: number;
  isOver: boolean;
}

/**
 * The rows of a scope's orders, newest first, read as far as they are taken. Reads are eventually consistent: an order may
 * take a moment to be found.
 */
export async function* rowsNewestFirst(
  table: Table,
  scope: Scope,
  { from, to, before, about }: RowsAsked,
): AsyncGenerator<OrderRow, void, undefined> {
  const [first, last] = idsCreated(from, to);
  const between = [first, before !== undefined && before < last ? before : last] as const;
  const size = Math.min(MOST_AT_ONCE, Math.ceil(about / 2) + 1);
  const shards = Array.from({ length: SEARCH_SHARDS }, (_, n): Shard => {
    const pk = searchPartition(scope, n);
    return { pk, items: [], at: 0, next: undefined, size, isOver: false };
  });
  const read = async (shard: Shard): Promise<void> => {
    const { pk, next: after, size: limit } = shard;
    const query = { pk, between, newestFirst: true, eventually: true, limit };
    const { items, next } = await table.query({ ...query, ...(after && { after }) });
    shard.items = items;
    shard.at = 0;
    shard.next = next;
    shard.size = Math.min(MOST_AT_ONCE, limit * 4);
    shard.isOver = next === undefined;
  };
  if (between[0] > between[1]) return;
  await Promise.all(shards.map(read));
  for (;;) {
    for (const shard of shards) while (shard.at >= shard.items.length && !shard.isOver) await read(shard);
    const newest = newestOf(shards);
    const item = newest?.items[newest.at];
    if (newest === undefined || item === undefined) return;
    newest.at++;
    if (item.sk !== before) yield rowFromItem(item);
  }
}

const idAt = ({ items, at }: Shard): string => items[at]?.sk ?? '';

const newestOf = (shards: readonly Shard[]): Shard | undefined =>
  shards.reduce<Shard | undefined>(
    (best, shard) => (idAt(shard) > (best ? idAt(best) : '') ? shard : best),
    undefined,
  );
