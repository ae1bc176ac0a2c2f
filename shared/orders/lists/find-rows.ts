import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { type RowsQuery, rowsNewestFirst } from '../rows/order-rows.ts';
import { idsCreated, loadRows, matchesSearch, type OrderRow, type OrderSearch } from '../rows/search-row.ts';
import { answerFromMatches, countMatches, matchesWithin, type WordMatches } from '../search/find-words.ts';
import { idsOfMatches } from '../search/match-page.ts';
import { isTerm, parseSearchTerm } from '../search/words.ts';

/** A row that is read by its key takes half a unit, as much as twenty rows that are read one after the other. */
const ROWS_PER_KEY = 20;
/** Rows read per request: for a page, and for all. */
const FOR_PAGE = 100;
const FOR_ALL = 500;
/** Ids that are looked for at once among all rows. */
const AMONG_ALL = 5_000;

/** Answers from the orders that match the text of a search. */
export const answerFromText = <Answer>(
  table: Table,
  scope: Scope,
  { term = '', phone }: OrderSearch,
  answer: (matches: WordMatches) => Promise<Answer>,
  ahead: readonly Promise<unknown>[] = [],
): Promise<Answer> => answerFromMatches(table, scope, parseSearchTerm(term, phone), answer, ahead);

/** The orders that match the text, within the period of the search. */
export async function matchesOfTime(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  { from, to }: OrderSearch,
): Promise<WordMatches> {
  if (from === undefined && to === undefined) return matches;
  return matchesWithin(table, scope, matches, idsCreated(from, to));
}

export interface RowLimits {
  /** Stops the reading: waiting for the next row then throws its reason. */
  signal?: AbortSignal | undefined;
  /** Rows that are looked through, or that a text finds, at most. */
  most?: number | undefined;
  /** Rows of a period that are read first; by default as many as a request holds. */
  about?: number | undefined;
  /** Rows that are read for a text before the reading ends; one that is read by its key counts as `ROWS_PER_KEY`. */
  budget?: number | undefined;
}

/** Rows. Returns the id of the last one that was read, where the reading ended before all were. */
export type FoundRows = AsyncGenerator<OrderRow, string | undefined, undefined>;

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
): FoundRows {
  const { most = Number.POSITIVE_INFINITY } = limits;
  if (isTerm(search.term)) {
    const matchesOf = (matches: WordMatches) => matchesOfTime(table, scope, matches, search);
    const matches = await answerFromText(table, scope, search, matchesOf);
    return yield* findRowsOf(table, scope, matches, search, limits);
  }
  let looked = 0;
  const rows = rowsNewestFirst(table, scope, allOf(search, limits));
  for await (const row of rows) {
    if (++looked > most) throw tooManyOrders(most);
    if (matchesSearch(row, search)) yield row;
  }
  return undefined;
}

/**
 * The same for orders that match a text and a period. Their rows are read by their keys, or picked out of all rows of the
 * period where that costs less.
 */
export async function* findRowsOf(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  search: OrderSearch,
  limits: RowLimits = {},
): FoundRows {
  const { most = Number.POSITIVE_INFINITY } = limits;
  const total = await countMatches(matches);
  if (total > most) throw tooManyOrders(most);
  const all = matches.aboutOrdersIn(idsCreated(search.from, search.to));
  const rows =
    total > FOR_PAGE && total * ROWS_PER_KEY > all
      ? rowsAmongAll(table, scope, matches, search, limits)
      : rowsByKeys(table, scope, matches, limits);
  for (;;) {
    const { done, value } = await rows.next();
    if (done) return value;
    if (matchesSearch(value, search)) yield value;
  }
}

async function* rowsByKeys(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  { signal, about, budget = Number.POSITIVE_INFINITY }: RowLimits,
): FoundRows {
  let ids: string[] = [];
  let looked = 0;
  const most = about === undefined ? FOR_ALL : FOR_PAGE;
  let wanted = Math.min(about ?? FOR_ALL, most);
  for await (const id of idsOfMatches(table, scope, matches, newestFirst(most))) {
    signal?.throwIfAborted();
    ids.push(id);
    if (ids.length < wanted) continue;
    yield* await loadRows(table, scope, ids);
    looked += ids.length * ROWS_PER_KEY;
    if (looked >= budget) return id;
    ids = [];
    wanted = Math.min(wanted * 4, most);
  }
  yield* await loadRows(table, scope, ids);
  return undefined;
}

/** Both come newest first. */
async function* rowsAmongAll(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  search: OrderSearch,
  limits: RowLimits,
): FoundRows {
  const { budget = Number.POSITIVE_INFINITY } = limits;
  const ids = idsOfMatches(table, scope, matches, newestFirst(AMONG_ALL));
  let next = await ids.next();
  let looked = 0;
  for await (const row of rowsNewestFirst(table, scope, allOf(search, limits))) {
    while (!next.done && next.value > row.id) next = await ids.next();
    if (next.done) return undefined;
    if (next.value === row.id) yield row;
    if (++looked >= budget) return row.id;
  }
  return undefined;
}

/** All rows of a search's period. */
const allOf = (
  { from, to }: OrderSearch,
  { signal, about = Number.POSITIVE_INFINITY }: RowLimits,
): RowsQuery => ({ from, to, signal, about });

const newestFirst = (limit: number) => ({ descending: true, offset: 0, limit });
