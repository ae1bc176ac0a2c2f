import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsNewestFirst } from '../rows/order-rows.ts';
import { idsCreated, isMeant, loadRows, type OrderRow, type OrderSearch } from '../rows/search-row.ts';
import { findWords, matchesWithin, type WordMatches } from '../search/find-words.ts';
import { idsOfMatches } from '../search/match-page.ts';
import { isTerm, wantedBy } from '../search/words.ts';

/** Up to so many orders that text finds, their rows are read one by one; of more, all rows of the time are passed. */
const FEW_MATCHES = 5_000;
const AT_ONCE = 100;

/** The orders that the text and the time of a search mean. */
export async function matchesOfSearch(table: Table, scope: Scope, search: OrderSearch): Promise<WordMatches> {
  const { term = '', phone, from, to } = search;
  const matches = await findWords(table, scope, wantedBy(term, phone));
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
  const { signal, most = Number.POSITIVE_INFINITY, about } = limits;
  const rows = isTerm(search.term)
    ? rowsOfTerm(table, scope, search, limits)
    : rowsNewestFirst(table, scope, { ...allOf(search, signal), ...(about && { about }) });
  let looked = 0;
  for await (const row of rows) {
    if (++looked > most) throw tooManyOrders(most);
    if (isMeant(row, search)) yield row;
  }
}

async function* rowsOfTerm(
  table: Table,
  scope: Scope,
  search: OrderSearch,
  { signal, most }: RowLimits,
): AsyncGenerator<OrderRow, void, undefined> {
  const matches = await matchesOfSearch(table, scope, search);
  if (most !== undefined && matches.total > most) throw tooManyOrders(most);
  if (matches.total > FEW_MATCHES) return yield* rowsAmongAll(table, scope, matches, search, signal);
  let ids: string[] = [];
  for await (const id of idsOfMatches(table, scope, matches, NEWEST_FIRST)) {
    signal?.throwIfAborted();
    ids.push(id);
    if (ids.length < AT_ONCE) continue;
    yield* await loadRows(table, scope, ids);
    ids = [];
  }
  yield* await loadRows(table, scope, ids);
}

/** Both come newest first. */
async function* rowsAmongAll(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  search: OrderSearch,
  signal?: AbortSignal,
): AsyncGenerator<OrderRow, void, undefined> {
  const ids = idsOfMatches(table, scope, matches, NEWEST_FIRST);
  let next = await ids.next();
  for await (const row of rowsNewestFirst(table, scope, allOf(search, signal))) {
    while (!next.done && next.value > row.id) next = await ids.next();
    if (next.done) return;
    if (next.value === row.id) yield row;
  }
}

/** All rows of a search's time. */
const allOf = ({ from, to }: OrderSearch, signal: AbortSignal | undefined) => ({
  ...{ from, to, signal },
  about: Number.POSITIVE_INFINITY,
});

const NEWEST_FIRST = { descending: true, offset: 0, limit: AT_ONCE };
