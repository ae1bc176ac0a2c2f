import type { Item } from '../adapters/dynamo/expressions.ts';
import type { Query } from '../adapters/dynamo/query.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { encodeCursor } from './cursor.ts';

export interface ListPage {
  items: Item[];
  /** null on the last page. */
  nextCursor: string | null;
}

/** One page of a partition. @param cursor the sort key that the page before ended with */
export async function listPage(
  table: Table,
  query: Pick<Query, 'pk' | 'newestFirst'>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ListPage> {
  const after = cursor === undefined ? undefined : { pk: query.pk, sk: cursor };
  const { items, next } = await table.query({ ...query, limit, ...(after && { after }) });
  return { items, nextCursor: next ? encodeCursor(next.sk) : null };
}
