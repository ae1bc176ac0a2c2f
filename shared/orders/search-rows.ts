import type { Page, Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { matcherOf, type OrderSearch } from './matching.ts';
import { idsCreated, type OrderRow, rowFromItem, SEARCH_SHARDS, searchPartition } from './search-row.ts';

/**
 * The rows of the orders that match, newest first, holding a megabyte or two of each partition at a time. Reads are
 * eventually consistent: an order may take a moment to be found.
 *
 * @param signal stops the reading: waiting for the next row then throws its reason
 */
export async function* searchRows(
  table: Table,
  scope: Scope,
  search: OrderSearch,
  signal?: AbortSignal,
): AsyncGenerator<OrderRow, void, undefined> {
  const matches = matcherOf(search);
  const shards = Array.from({ length: SEARCH_SHARDS }, (_, n) =>
    readAhead(table, searchPartition(scope, n), search),
  );
  let heads = await Promise.all(shards.map(async (shard) => ({ shard, chunk: await shard(), at: 0 })));
  for (;;) {
    signal?.throwIfAborted();
    heads = heads.filter(({ chunk }) => chunk.length > 0);
    const newest = heads.reduce<(typeof heads)[number] | undefined>(
      (best, head) => (best === undefined || idAt(head) > idAt(best) ? head : best),
      undefined,
    );
    const item = newest?.chunk[newest.at];
    if (newest === undefined || item === undefined) return;
    const row = rowFromItem(item);
    if (matches(row)) yield row;
    newest.at += 1;
    if (newest.at < newest.chunk.length) continue;
    newest.chunk = await newest.shard();
    newest.at = 0;
  }
}

/** Yields a partition's items a page at a time, newest first, and nothing when there are no more; one page is read ahead. */
function readAhead(table: Table, pk: string, { from, to }: OrderSearch): () => Promise<Page['items']> {
  const query = { pk, between: idsCreated(from, to), newestFirst: true, eventually: true } as const;
  const read = (after?: Page['next']) => {
    const page = table.query({ ...query, ...(after && { after }) });
    // A failure is thrown to the reader that takes the page; until then it must not count as unhandled.
    page.catch(() => undefined);
    return page;
  };
  let ahead: Promise<Page> | undefined = read();
  return async () => {
    while (ahead !== undefined) {
      const { items, next } = await ahead;
      ahead = next && read(next);
      if (items.length > 0) return items;
    }
    return [];
  };
}

const idAt = ({ chunk, at }: { chunk: Page['items']; at: number }): string => chunk[at]?.sk ?? '';
