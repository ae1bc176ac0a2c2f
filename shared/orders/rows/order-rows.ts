import type { Item } from '../../adapters/dynamo/expressions.ts';
import type { Page, Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { idsCreated, type OrderRow, rowFromItem, SEARCH_SHARDS, searchPartition } from './search-row.ts';

export interface RowsQuery {
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
  /** The id that the rows before ended with: all that come are beyond it. */
  after?: string | undefined;
  /** About how many will be taken: reading begins with this many and continues in larger steps. */
  about: number;
  /** Stops the reading: waiting for the next row then throws its reason. */
  signal?: AbortSignal | undefined;
}

/** Rows that are read for half a unit. */
const MIN_ROWS_PER_QUERY = 20;
/** Rows that one query reads at most: about a megabyte. */
const MAX_ROWS_PER_QUERY = 5_000;

interface Shard {
  pk: string;
  items: Item[];
  at: number;
  next: Page['next'];
  /** The next page, read ahead where many rows are wanted. */
  ahead: Promise<Page> | undefined;
  size: number;
  isOver: boolean;
}

export const directions = ['desc', 'asc'] as const;
/** Of a list: `desc` begins with the latest. */
export type Direction = (typeof directions)[number];

/**
 * The rows of a scope's orders, newest first, read lazily. Reads are eventually consistent: an order may
 * take a moment to be found.
 */
export const rowsNewestFirst = (
  table: Table,
  scope: Scope,
  asked: RowsQuery,
): AsyncGenerator<OrderRow, undefined, undefined> => rowsByAge(table, scope, asked, 'desc');

/** The same in a direction. */
export async function* rowsByAge(
  table: Table,
  scope: Scope,
  { from, to, after: beyond, about, signal }: RowsQuery,
  direction: Direction,
): AsyncGenerator<OrderRow, undefined, undefined> {
  const between = idsBeyond(idsCreated(from, to), beyond, direction);
  const size = Math.min(MAX_ROWS_PER_QUERY, Math.max(MIN_ROWS_PER_QUERY, Math.ceil(about / 2) + 1));
  const shards = Array.from({ length: SEARCH_SHARDS }, (_, n): Shard => {
    const pk = searchPartition(scope, n);
    return { pk, items: [], at: 0, next: undefined, ahead: undefined, size, isOver: false };
  });
  const ask = ({ pk, next: after, size: limit }: Shard): Promise<Page> => {
    const query = { pk, between, newestFirst: direction === 'desc', eventually: true, limit };
    return table.query({ ...query, ...(after && { after }) });
  };
  const read = async (shard: Shard): Promise<void> => {
    const { items, next } = await (shard.ahead ?? ask(shard));
    shard.items = items;
    shard.at = 0;
    shard.next = next;
    shard.isOver = next === undefined;
    shard.ahead = next && shard.size === MAX_ROWS_PER_QUERY ? ask(shard) : undefined;
    // A failure is thrown to the reader that takes the page; until then it must not count as unhandled.
    shard.ahead?.catch(() => undefined);
    shard.size = Math.min(MAX_ROWS_PER_QUERY, shard.size * 4);
  };
  if (between[0] > between[1]) return undefined;
  await Promise.all(shards.map(read));
  for (;;) {
    signal?.throwIfAborted();
    for (const shard of shards) while (shard.at >= shard.items.length && !shard.isOver) await read(shard);
    const ahead = nextOf(shards, direction);
    const item = ahead?.items[ahead.at];
    if (ahead === undefined || item === undefined) return undefined;
    ahead.at++;
    if (item.sk !== beyond) yield rowFromItem(item);
  }
}

/** The rest of a range of ids, both ends included, after a list has reached one of them. */
function idsBeyond(
  [first, last]: readonly [string, string],
  id: string | undefined,
  direction: Direction,
): readonly [string, string] {
  if (id === undefined) return [first, last];
  return direction === 'desc' ? [first, id < last ? id : last] : [id > first ? id : first, last];
}

/** The shard whose next row is the next of all. */
function nextOf(shards: readonly Shard[], direction: Direction): Shard | undefined {
  let best: Shard | undefined;
  for (const shard of shards) {
    const [id, before] = [shard.items[shard.at]?.sk, best?.items[best.at]?.sk];
    if (id === undefined) continue;
    if (before === undefined || (direction === 'desc' ? id > before : id < before)) best = shard;
  }
  return best;
}
