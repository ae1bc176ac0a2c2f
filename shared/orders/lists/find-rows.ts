import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type RowsAsked, rowsNewestFirst } from '../rows/order-rows.ts';
import { idsCreated, loadRows, matchesSearch, type OrderRow, type OrderSearch } from '../rows/search-row.ts';
import { countMatches, findWords, matchesWithin, type WordMatches } from '../search/find-words.ts';
import { idsOfMatches } from '../search/match-page.ts';
import { isTerm, parseSearchTerm } from '../search/words.ts';

/** Up to so many orders that text finds, their rows are read one by one; of more, all rows of the time are passed. */
const FEW_MATCHES = 5_000;
const AT_ONCE = 100;

/** The orders that the text and the time of a search mean. */
export async function matchesOfSearch(table: Table, scope: Scope, search: OrderSearch): Promise<WordMatches> {
  const { term = '', phone, from, to } = search;
  const matches = await findWords(table, scope, parseSearchTerm(term, phone));
  if (from === undefined && to === undefined) return matches;
  return matchesWithin(table, scope, matches, idsCreated(from, to));
}

export interface RowLimits {
  /** Stops the reading: waiting for the next row then throws its reason. */
  signal?: AbortSignal | undefined;
  /** Rows that are looked through, or that a text finds, at most. */
  most?: number | undefined;
  /** Rows of a time that are read to begin with; as many as a request holds unless it is said. */
  about?: number | undefined;
}

/** More orders than are looked through for one answer. @param most of them */
export const tooManyOrders = (most: number): Problem =>
  new Problem('invalid_request', {
    issues: [
      { field: 'startDate', rule: 'custom', expected: `must leave ${most} orders at most for this sorting` },
    ],
  });

/**
 * The rows of the orders that match, newest first, a few at a time. Reads are eventually consistent: a change may take a
 * moment to be seen.
 * @throws Problem invalid_request where there are more rows than `most`
 */
export async function* findRows(
  table: Table,
  scope: Scope,
  search: OrderSearch,
  limits: RowLimits = {},
): AsyncGenerator<OrderRow, void, undefined> {
  const { most = Number.POSITIVE_INFINITY } = limits;
  const rows = isTerm(search.term)
    ? rowsOfTerm(table, scope, search, limits)
    : rowsNewestFirst(table, scope, allOf(search, limits));
  let looked = 0;
  for await (const row of rows) {
    if (++looked > most) throw tooManyOrders(most);
    if (matchesSearch(row, search)) yield row;
  }
}

async function* rowsOfTerm(
  table: Table,
  scope: Scope,
  search: OrderSearch,
  limits: RowLimits,
): AsyncGenerator<OrderRow, void, undefined> {
  const { signal, most, about = AT_ONCE } = limits;
  const matches = await matchesOfSearch(table, scope, search);
  const total = await countMatches(matches);
  if (most !== undefined && total > most) throw tooManyOrders(most);
  if (total > FEW_MATCHES) return yield* rowsAmongAll(table, scope, matches, search, limits);
  let ids: string[] = [];
  let wanted = Math.min(about, AT_ONCE);
  for await (const id of idsOfMatches(table, scope, matches, NEWEST_FIRST)) {
    signal?.throwIfAborted();
    ids.push(id);
    if (ids.length < wanted) continue;
    yield* await loadRows(table, scope, ids);
    ids = [];
    wanted = Math.min(wanted * 4, AT_ONCE);
  }
  yield* await loadRows(table, scope, ids);
}

/** Both come newest first. */
async function* rowsAmongAll(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  search: OrderSearch,
  limits: RowLimits,
): AsyncGenerator<OrderRow, void, undefined> {
  const ids = idsOfMatches(table, scope, matches, NEWEST_FIRST);
  let next = await ids.next();
  for await (const row of rowsNewestFirst(table, scope, allOf(search, limits))) {
    while (!next.done && next.value > row.id) next = await ids.next();
    if (next.done) return;
    if (next.value === row.id) yield row;
  }
}

/** All rows of a search's time. */
const allOf = (
  { from, to }: OrderSearch,
  { signal, about = Number.POSITIVE_INFINITY }: RowLimits,
): RowsAsked => ({ from, to, signal, about });

const NEWEST_FIRST = { descending: true, offset: 0, limit: AT_ONCE };
