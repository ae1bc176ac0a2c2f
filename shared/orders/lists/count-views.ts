import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { isInView, matchesConditions, type OrderViewName, orderViewNames } from '../rows/order-filter.ts';
import { rowsNewestFirst } from '../rows/order-rows.ts';
import type { OrderRow } from '../rows/search-row.ts';
import { type OrderQuery, rowsOf } from './order-pages.ts';

interface Period {
  from: Date | undefined;
  to: Date | undefined;
}

type ViewCounts = Record<OrderViewName, number>;

/** How many orders of a period belong to each view; reads the rows of the period. */
export const countViews = async (
  table: Table,
  scope: Scope,
  period: Period,
  today: Date,
): Promise<ViewCounts> => (await countLists(table, scope, [], period, today)).views;

/**
 * How many orders of a period belong to each view, and how many to each of some queries, in one pass over the rows of the
 * period. A query with its own beginning counts from there, and one with a text is a search of its own.
 */
export async function countLists(
  table: Table,
  scope: Scope,
  queries: readonly OrderQuery[],
  period: Period,
  today: Date,
): Promise<{ views: ViewCounts; orders: number[] }> {
  const views = Object.fromEntries(orderViewNames.map((view) => [view, 0])) as ViewCounts;
  const orders = queries.map(() => 0);
  const wanted = queries.map((query) => ({ ...query, from: query.from ?? period.from }));
  const isSearch = ({ term = '' }: OrderQuery) => term.trim() !== '';
  const beginnings = [period, ...wanted.filter((query) => !isSearch(query))].map(({ from }) => from);
  const from = beginnings.reduce((a, b) => (a && b ? (a < b ? a : b) : undefined));
  const all = rowsNewestFirst(table, scope, { from, to: period.to, about: Number.POSITIVE_INFINITY });
  for await (const row of all) {
    if (isWithin(row, period))
      for (const view of orderViewNames) if (isInView(row, view, today)) views[view]++;
    for (const [at, query] of wanted.entries())
      if (!isSearch(query) && isWithin(row, query) && matchesConditions(row, query, today))
        orders[at] = add(orders[at]);
  }
  for (const [at, query] of wanted.entries()) {
    if (!isSearch(query)) continue;
    for await (const row of rowsOf(table, scope, query))
      if (matchesConditions(row, query, today)) orders[at] = add(orders[at]);
  }
  return { views, orders };
}

const add = (before = 0): number => before + 1;

const isWithin = ({ createdAt }: OrderRow, { from, to }: Pick<OrderQuery, 'from' | 'to'>): boolean =>
  (from === undefined || createdAt >= from.toISOString()) &&
  (to === undefined || createdAt <= to.toISOString());
