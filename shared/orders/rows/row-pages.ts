import type { Condition, Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsByAge } from './order-rows.ts';
import {
  idsCreated,
  type OrderSearch,
  rowsOfStatus,
  SEARCH_SHARDS,
  searchPartition,
  timeOfOrder,
} from './search-row.ts';

type Conditions = Pick<OrderSearch, 'status' | 'from' | 'to'>;

/**
 * The ids of a page of the orders of a status and a time, by the time of creation: reads the rows up to its last one.
 * @returns with how many there are, when it has read them all
 */
export async function pageOfRows(
  table: Table,
  scope: Scope,
  { status, from, to }: Conditions,
  { descending, offset, limit }: { descending: boolean; offset: number; limit: number },
): Promise<{ ids: string[]; total: number | undefined }> {
  const ids: string[] = [];
  let met = 0;
  const asked = { from, to, about: offset + limit };
  for await (const row of rowsByAge(table, scope, asked, descending ? 'desc' : 'asc')) {
    if (status !== undefined && row.status !== status) continue;
    if (ids.length === limit) return { ids, total: undefined };
    if (met++ >= offset) ids.push(row.id);
  }
  return { ids, total: met };
}

/** A partition's time is counted in so many parts at once. */
const PARTS = 8;
/** Fewer are counted in one. */
const FEW = 20_000;

/**
 * How many orders of a status and a time there are. All rows of the time are read, but none of them is sent: a million
 * take some 25,000 units and about a second.
 * @param all how many orders there are at all
 */
export async function countRows(
  table: Table,
  scope: Scope,
  { status, from, to }: Conditions,
  all: number,
): Promise<number> {
  const filter = status && rowsOfStatus(status);
  const [first, last] = idsCreated(from, to);
  const counts = await Promise.all(
    Array.from({ length: SEARCH_SHARDS }, async (_, n) => {
      const pk = searchPartition(scope, n);
      const ranges = all < FEW ? [[first, last] as const] : await partsOf(table, pk, first, last);
      const parts = ranges.map((between) => countAll(table, { pk, between, filter }));
      return (await Promise.all(parts)).reduce((sum, count) => sum + count, 0);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countAll(
  table: Table,
  query: { pk: string; between: readonly [string, string]; filter: Condition | undefined },
): Promise<number> {
  let sum = 0;
  let after: (Key & Record<string, string>) | undefined;
  do {
    const page = await table.query({
      ...defined(query),
      ...{ eventually: true, countOnly: true, ...(after && { after }) },
    });
    sum += page.count;
    after = page.next;
  } while (after);
  return sum;
}

/** Ranges of ids of about the same time, which together are all of a partition's in a range. */
async function partsOf(table: Table, pk: string, first: string, last: string) {
  const query = { pk, between: [first, last] as const, limit: 1, eventually: true };
  const [{ items: oldest }, { items: newest }] = await Promise.all([
    table.query(query),
    table.query({ ...query, newestFirst: true }),
  ]);
  const [begin, end] = [timeOf(oldest[0]), timeOf(newest[0])];
  if (begin === undefined || end === undefined) return [];
  const step = Math.max(1, Math.ceil((end - begin) / PARTS));
  const edges = Array.from(
    { length: PARTS - 1 },
    (_, n) => idsCreated(new Date(begin + (n + 1) * step), undefined)[0],
  );
  // An edge is the beginning of ids: all of its time are behind it.
  return [first, ...edges]
    .map((edge, n) => [edge, edges[n] ?? last] as const)
    .filter(([from, to]) => from <= to);
}

const timeOf = (item: Item | undefined): number | undefined => item && timeOfOrder(item.sk);

/** A query without what is not asked for. */
const defined = <T extends { filter: Condition | undefined }>({ filter, ...query }: T) => ({
  ...query,
  ...(filter && { filter }),
});
