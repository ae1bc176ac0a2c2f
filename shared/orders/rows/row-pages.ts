import type { Condition, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsByAge } from './order-rows.ts';
import {
  type FoundId,
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
 * A page of the orders of a status or mark and a time, by the time of creation: reads the rows up to its last one.
 * @returns with how many there are, when it has read them all
 */
export async function pageOfRows(
  table: Table,
  scope: Scope,
  search: Conditions & Pick<OrderSearch, 'mark'>,
  { descending, offset, limit, counting = false }: PlaceOfRows,
): Promise<{ found: FoundId[]; total: number | undefined }> {
  const found: FoundId[] = [];
  let [met, looked] = [0, 0];
  const { from, to } = search;
  const asked = { from, to, about: counting ? FEW : offset + limit };
  for await (const row of rowsByAge(table, scope, asked, descending ? 'desc' : 'asc')) {
    const isOver = found.length === limit;
    if (isOver && counting && ++looked > FEW) return { found, total: undefined };
    if (!matchesSearch(row, search)) continue;
    if (isOver && !counting) return { found, total: undefined };
    if (met++ >= offset && !isOver) found.push(row);
  }
  return { found, total: met };
}

/** Of more orders it is worth counting a time with its page, see `countRows`. */
export const FEW = 20_000;
/** How many parts of a partition's time are counted in parallel. */
const PARTS = 8;

/**
 * How many orders of a status and a time there are. All rows of the time are read, but none of them is sent: a million
 * take some 25,000 units and about a second. One trip counts some 20,000, and another one the rest in parts.
 * @param most rows of a partition that are counted before the rest is divided; by default as many as a request holds
 */
export async function countRows(
  table: Table,
  scope: Scope,
  { status, from, to }: Conditions,
  most?: number,
): Promise<number> {
  const between = idsCreated(from, to);
  if (between[0] > between[1]) return 0;
  const filter = status && rowsOfStatus(status);
  const counts = await Promise.all(
    Array.from({ length: SEARCH_SHARDS }, (_, n) =>
      countShard(table, { ...counting(searchPartition(scope, n), filter), between }, most),
    ),
  );
  return sum(counts);
}

/** A query without the conditions that are undefined. */
const counting = (pk: string, filter: Condition | undefined) => ({
  ...{ pk, eventually: true, countOnly: true },
  ...(filter && { filter }),
});

type Counting = ReturnType<typeof counting> & { between: readonly [string, string] };

async function countShard(table: Table, query: Counting, most: number | undefined): Promise<number> {
  const { pk, between } = query;
  const [page, newest] = await Promise.all([
    table.query({ ...query, ...(most !== undefined && { limit: most }) }),
    table.query({ pk, between, limit: 1, newestFirst: true, eventually: true }),
  ]);
  if (page.next === undefined) return page.count;
  const [last = page.next] = newest.items;
  const begins = beginsOf(page.next.sk, last.sk);
  // Part of a millisecond has fewer parts: those that would begin behind the end have nothing.
  const rest = begins
    .map((begin, n) => [begin, earlier(begins[n + 1], between[1])] as const)
    .filter(([begin, end]) => begin <= end);
  return (
    page.count + sum(await Promise.all(rest.map((part) => countAll(table, { ...query, between: part }))))
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const earlier = (id: string | undefined, last: string): string => (id !== undefined && id < last ? id : last);

async function countAll(table: Table, query: Counting): Promise<number> {
  let counted = 0;
  let after: (Key & Record<string, string>) | undefined;
  do {
    const page = await table.query({ ...query, ...(after && { after }) });
    counted += page.count;
    after = page.next;
  } while (after);
  return counted;
}

/** Where ranges of ids of about the same time begin, which together are all behind an id. */
function beginsOf(id: string, last: string): string[] {
  const [begin, end] = [timeOfOrder(id), timeOfOrder(last)];
  const step = Math.max(1, Math.ceil((end - begin) / PARTS));
  const later = Array.from(
    { length: PARTS - 1 },
    (_, n) => idsCreated(new Date(begin + (n + 1) * step), undefined)[0],
  );
  // `~` comes after every character of an id.
  return [`${id}~`, ...later];
}
