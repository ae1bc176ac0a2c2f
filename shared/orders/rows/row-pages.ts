import type { Condition, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsByAge } from './order-rows.ts';
import {
  idsCreated,
  matchesSearch,
  type OrderSearch,
  rowsOfStatus,
  SEARCH_SHARDS,
  searchPartition,
  timeOfOrder,
} from './search-row.ts';

type Conditions = Pick<OrderSearch, 'status' | 'from' | 'to'>;

interface PlaceOfRows {
  descending: boolean;
  offset: number;
  limit: number;
  /** Whether to read on after the page, in large steps, to count the rest: up to `FEW` rows. */
  counting?: boolean;
}

/**
 * The ids of a page of the orders of a status or mark and a time, by the time of creation: reads the rows up to its last one.
 * @returns with how many there are, when it has read them all
 */
export async function pageOfRows(
  table: Table,
  scope: Scope,
  search: Conditions & Pick<OrderSearch, 'mark'>,
  { descending, offset, limit, counting = false }: PlaceOfRows,
): Promise<{ ids: string[]; total: number | undefined }> {
  const ids: string[] = [];
  let [met, looked] = [0, 0];
  const { from, to } = search;
  const asked = { from, to, about: counting ? FEW : offset + limit };
  for await (const row of rowsByAge(table, scope, asked, descending ? 'desc' : 'asc')) {
    const isOver = ids.length === limit;
    if (isOver && counting && ++looked > FEW) return { ids, total: undefined };
    if (!matchesSearch(row, search)) continue;
    if (isOver && !counting) return { ids, total: undefined };
    if (met++ >= offset && !isOver) ids.push(row.id);
  }
  return { ids, total: met };
}

/** How many parts of a partition's time are counted in parallel. */
const PARTS = 8;
/** Fewer are counted in one. */
export const FEW = 20_000;

/**
 * How many orders of a status and a time there are. All rows of the time are read, but none of them is sent: a million
 * take some 25,000 units and about a second.
 * @param all how many orders there are at all
 * @param edges of the time, where they are at hand
 */
export async function countRows(
  table: Table,
  scope: Scope,
  { status, from, to }: Conditions,
  all: number,
  edges: Promise<Edges> | undefined = undefined,
): Promise<number> {
  const filter = status && rowsOfStatus(status);
  const [first, last] = idsCreated(from, to);
  const begins =
    all < FEW ? [first] : beginsOf(await (edges ?? readEdges(table, scope, { from, to })), first);
  // A few milliseconds have fewer parts: those that would begin behind the end have nothing.
  const ranges = begins.map((begin, n) => [begin, earlier(begins[n + 1], last)] as const);
  const counts = await Promise.all(
    Array.from({ length: SEARCH_SHARDS }, (_, n) => searchPartition(scope, n)).flatMap((pk) =>
      ranges
        .filter(([begin, end]) => begin <= end)
        .map((between) => countAll(table, { pk, between, filter })),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const earlier = (id: string | undefined, last: string): string => (id !== undefined && id < last ? id : last);

/** When the first and the last order of a time were created, in epoch milliseconds; undefined without any. */
export type Edges = { begin: number; end: number } | undefined;

/** Half a unit for each end of each partition. */
export async function readEdges(
  table: Table,
  scope: Scope,
  { from, to }: Pick<Conditions, 'from' | 'to'>,
): Promise<Edges> {
  const between = idsCreated(from, to);
  if (between[0] > between[1]) return undefined;
  const pages = await Promise.all(
    Array.from({ length: SEARCH_SHARDS }, (_, n) => searchPartition(scope, n)).flatMap((pk) =>
      [false, true].map((newestFirst) =>
        table.query({ pk, between, limit: 1, newestFirst, eventually: true }),
      ),
    ),
  );
  const times = pages.flatMap(({ items }) => items.map(({ sk }) => timeOfOrder(sk)));
  return times.length === 0 ? undefined : { begin: Math.min(...times), end: Math.max(...times) };
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

/** Where ranges of ids of about the same time begin, which together are all from the first on. */
function beginsOf(edges: Edges, first: string): string[] {
  if (edges === undefined) return [];
  const { begin, end } = edges;
  const step = Math.max(1, Math.ceil((end - begin) / PARTS));
  const later = Array.from(
    { length: PARTS - 1 },
    (_, n) => idsCreated(new Date(begin + (n + 1) * step), undefined)[0],
  );
  return [first, ...later];
}

/** A query without what is not asked for. */
const defined = <T extends { filter: Condition | undefined }>({ filter, ...query }: T) => ({
  ...query,
  ...(filter && { filter }),
});
