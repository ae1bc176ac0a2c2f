import type { Table } from '../../adapters/dynamo/table.ts';
import { collectAll } from '../../base/async/collect-all.ts';
import { timeOfId } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import type { Order } from '../order/order.ts';
import { matchesConditions, type OrderConditions } from '../rows/order-filter.ts';
import { type Direction, type RowsQuery, rowsByAge } from '../rows/order-rows.ts';
import { type FoundId, type OrderRow, rowOf } from '../rows/search-row.ts';
import { idsOfMatches } from '../search/match-page.ts';
import { isTerm } from '../search/words.ts';
import { loadOrders } from '../store/order-store.ts';
import { answerFromText, type FoundRows, findRows, matchesOfTime } from './find-rows.ts';

/** The conditions of a list of orders. */
export interface OrderQuery extends OrderConditions {
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
  /** As the search takes it. */
  term?: string | undefined;
  /** The term as a phone number, in E.164. */
  phone?: string | undefined;
}

export const orderPageSorts = ['createdAt', 'updatedAt'] as const;
export type OrderPageSort = (typeof orderPageSorts)[number];

export interface PageQuery {
  sort: OrderPageSort;
  direction: Direction;
  limit: number;
  /** The `next` of the page before. */
  after: string | undefined;
  /** The first instant of the day, by the tenant's clock. */
  today: Date;
  /** Rows that are looked at where a text finds them and they must meet more, newest first: `MAX_SCANNED_OF_TEXT`. */
  budget?: number;
}

export interface PageFound {
  /** In the requested direction. */
  found: FoundId[];
  /** Where the next page starts; undefined on the last one. */
  next: string | undefined;
}

export interface FoundOrders {
  orders: Order[];
  next: string | undefined;
}

/**
 * Rows read for one page by the time of creation. Selective filters leave it short, and its `next`
 * continues from there.
 */
export const MAX_SCANNED = 20_000;

/** The same where a text finds them, as `RowLimits` counts: 2,500 units, in either way to read them. */
const MAX_SCANNED_OF_TEXT = 100_000;

/**
 * A page of the orders that meet conditions, without those that ceased to meet them since their rows were read. By the time
 * of creation it costs the orders that it holds and the rows that it passes; by the time of the last change, or with a text
 * and conditions from the oldest on, the rows of the whole period.
 */
export async function pageOfOrders(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  asked: PageQuery,
): Promise<FoundOrders> {
  const { found, next } = await findPage(table, scope, query, asked);
  const orders = await loadOrders(table, scope, found);
  return { orders: orders.filter((order) => matchesConditions(rowOf(order), query, asked.today)), next };
}

/** Whether a page reads all rows of its period, or all that its text finds. Without a beginning it would read every order. */
export const readsWholePeriod = (
  { term }: Pick<OrderQuery, 'term'>,
  { sort, direction }: Pick<PageQuery, 'sort' | 'direction'>,
): boolean => sort === 'updatedAt' || (direction === 'asc' && term !== undefined);

/** A page before its orders are read. */
export const findPage = (
  table: Table,
  scope: Scope,
  query: OrderQuery,
  asked: PageQuery,
): Promise<PageFound> =>
  asked.sort === 'updatedAt'
    ? byChange(table, scope, query, asked)
    : isTextAlone(query)
      ? byText(table, scope, query, asked)
      : byCreation(table, scope, query, asked);

/** Whether no condition concerns rows. */
const isTextAlone = ({ from, to, term, phone, ...conditions }: OrderQuery): boolean =>
  isTerm(term) && Object.values(conditions).every((condition) => condition === undefined);

/**
 * Parts of a word's documents that are read for one page, at most. Words that very many orders have, but hardly any
 * order has together, leave a page short then, and its `next` continues from there.
 */
const MAX_PARTS = 24;

function byText(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  { direction, limit, after }: PageQuery,
  mostRead = MAX_PARTS,
): Promise<PageFound> {
  const { term, phone } = query;
  const time = timeBeyond(query, after, direction);
  const order = { descending: direction === 'desc', offset: 0, limit: limit + 1, mostRead };
  return answerFromText(table, scope, { term, phone }, async (all) => {
    const matches = await matchesOfTime(table, scope, all, time);
    const ids = idsOfMatches(table, scope, matches, order);
    const found: FoundId[] = [];
    for (;;) {
      const { done, value } = await ids.next();
      if (done) return { found, next: value };
      if (after !== undefined && !isBeyond(value, after, direction)) continue;
      if (found.length === limit) return { found, next: found.at(-1)?.id };
      found.push({ id: value });
    }
  });
}

const isBeyond = (id: string, after: string, direction: Direction): boolean =>
  direction === 'desc' ? id < after : id > after;

/** The rest of a query's period after an id. */
function timeBeyond({ from, to }: OrderQuery, after: string | undefined, direction: Direction) {
  const reached = after === undefined ? undefined : timeOfId(after);
  return direction === 'desc' ? { from, to: reached ?? to } : { from: reached ?? from, to };
}

async function byCreation(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  { direction, limit, after, today, budget = MAX_SCANNED_OF_TEXT }: PageQuery,
): Promise<PageFound> {
  const found: FoundId[] = [];
  let looked = 0;
  let last = after;
  const rows = rowsOf(table, scope, query, { direction, after, about: limit, budget });
  for (;;) {
    const { done, value: row } = await rows.next();
    if (done) return { found, next: row };
    if (matchesConditions(row, query, today)) {
      if (found.length === limit) return { found, next: found.at(-1)?.id };
      found.push(row);
    }
    last = row.id;
    looked++;
    if (looked >= MAX_SCANNED) return { found, next: last };
  }
}

interface Reading extends Pick<RowsQuery, 'after' | 'about'> {
  direction: Direction;
  budget?: number;
}

/** Everything, the newest first. */
const ALL: Reading = { direction: 'desc', about: Number.POSITIVE_INFINITY };

/** Rows that match a query's period and text, by their creation. */
export function rowsOf(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  { direction, after, about, budget }: Reading = ALL,
): FoundRows {
  const { from, to, term = '', phone } = query;
  if (!isTerm(term)) return rowsByAge(table, scope, { from, to, after, about }, direction);
  const time = timeBeyond(query, after, direction);
  const limits = direction === 'desc' ? { about, budget } : {};
  const rows = findRows(table, scope, { ...time, term, phone }, limits);
  return beyond(direction === 'desc' ? rows : oldestFirst(rows), after, direction);
}

async function* beyond(rows: FoundRows, id: string | undefined, direction: Direction): FoundRows {
  for (;;) {
    const { done, value } = await rows.next();
    if (done) return value;
    if (id === undefined || isBeyond(value.id, id, direction)) yield value;
  }
}

/** Matches of a text come newest first. */
async function* oldestFirst(rows: FoundRows): FoundRows {
  yield* (await collectAll(rows)).reverse();
  return undefined;
}

/** Changed at the same instant, they sort by age. */
const placeOf = (row: OrderRow): string => `${row.updatedAt}.${row.id}`;

async function byChange(
  table: Table,
  scope: Scope,
  query: OrderQuery,
  { direction, limit, after, today }: PageQuery,
): Promise<PageFound> {
  const isBefore = (a: string, b: string) => (direction === 'desc' ? a > b : a < b);
  const first: (FoundId & { place: string })[] = [];
  for await (const row of rowsOf(table, scope, query)) {
    if (!matchesConditions(row, query, today)) continue;
    const place = placeOf(row);
    if (after !== undefined && !isBefore(after, place)) continue;
    const last = first.at(-1)?.place;
    if (first.length > limit && last !== undefined && !isBefore(place, last)) continue;
    first.push({ id: row.id, contentRevision: row.contentRevision, place });
    first.sort((a, b) => (isBefore(a.place, b.place) ? -1 : 1));
    if (first.length > limit + 1) first.pop();
  }
  const page = first.slice(0, limit);
  return { found: page, next: first.length > limit ? page.at(-1)?.place : undefined };
}
