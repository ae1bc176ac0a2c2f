import type { Table } from '../../adapters/dynamo/table.ts';
import { collectAll } from '../../base/async/collect-all.ts';
import type { Scope } from '../../base/scope.ts';
import { rowsNewestFirst } from '../rows/order-rows.ts';
import { idsCreated, matchesSearch, type OrderRow, rowOf } from '../rows/search-row.ts';
import { countMatches, isIdWithin, type WordMatches } from '../search/find-words.ts';
import { ordersKnown } from '../search/known-words.ts';
import { idsOfMatches, pageOfMatches } from '../search/match-page.ts';
import { pageOfKind } from '../statuses/page-of-kind.ts';
import { loadRecentSets } from '../statuses/sets.ts';
import { loadOrders } from '../store/order-store.ts';
import { answerFromText, findRowsOf, matchesOfTime, tooManyOrders } from './find-rows.ts';
import type { OrderPage } from './list-orders.ts';
import { type OrderListing, pageOfSorted, type SortedId, sortedBy } from './order-sorts.ts';

/** The words are read that way too. */
const EVENTUALLY = { eventually: true } as const;

/**
 * A page of the orders that match a text, and the exact number of all of them. Conditions other than words and the time of
 * creation are checked on all rows of a small shop, which are read with the words; on the orders themselves where few
 * match; otherwise by the sets of a status, or on the rows of the matches.
 * @throws Problem invalid_request where more than `most` are to be sorted by anything but their creation
 */
export function searchByText(
  table: Table,
  scope: Scope,
  listing: OrderListing,
  most: number,
): Promise<OrderPage> {
  const { sort, descending, limit, offset, mark, from, to } = listing;
  const isOfWords = isOfWordsAndTime(listing);
  const mostLooked = sort !== 'createdAt' || mark !== undefined ? most : Number.POSITIVE_INFINITY;
  const rows = isOfWords ? undefined : rowsOfSmallShop(table, scope, listing);
  const answer = async (all: WordMatches): Promise<OrderPage> => {
    if (rows) return pageOfRows(table, scope, listing, all, await rows, mostLooked);
    const isOfAll = isOfWords && from === undefined && to === undefined;
    const few = isOfAll ? undefined : await idsOfFew(table, scope, all, listing);
    if (few) return pageOfFew(table, scope, listing, few, mostLooked);
    const matches = await matchesOfTime(table, scope, all, listing);
    if (!isOfWords) {
      const ofKind = await idsOfKind(table, scope, listing, matches);
      if (ofKind) {
        const page = pageOfSorted(
          ofKind.map((id) => ({ id, key: id })),
          listing,
        );
        return { orders: await loadOrders(table, scope, page, EVENTUALLY), total: ofKind.length };
      }
      const limits = { most: mostLooked };
      const found: SortedId[] = [];
      for await (const row of findRowsOf(table, scope, matches, listing, limits))
        found.push(sortedBy(sort, row));
      const orders = await loadOrders(table, scope, pageOfSorted(found, listing), EVENTUALLY);
      return { orders, total: found.length };
    }
    const page = pageOfMatches(table, scope, matches, { descending, offset, limit });
    const [total, orders] = await Promise.all([
      countMatches(matches),
      page.then((ids) => loadOrders(table, scope, ids, EVENTUALLY)),
    ]);
    return { orders, total };
  };
  return answerFromText(table, scope, listing, answer, rows && [rows]);
}

const isOfWordsAndTime = ({ sort, status, mark }: OrderListing): boolean =>
  sort === 'createdAt' && status === undefined && mark === undefined;

/** Of more matches, those of a status are picked by its sets, where a row would take as much as the ids of 200 orders. */
const MANY_MATCHES = 400;
const IDS_PER_ROW = 200;
/** Ids that are held in memory at once. */
const MAX_IDS = 250_000;

/**
 * The ids of those of many matches that have a status, without a read of their rows.
 * @returns undefined where the rows cost less, or must be read to be sorted
 */
async function idsOfKind(
  table: Table,
  scope: Scope,
  { sort, status, mark, from, to }: OrderListing,
  matches: WordMatches,
): Promise<string[] | undefined> {
  const kind = mark ?? status;
  const most = mostOf(matches);
  if (sort !== 'createdAt' || kind === undefined || most <= MANY_MATCHES) return undefined;
  const sets = await loadRecentSets(table, scope);
  const size = (sets.chunks[kind] ?? []).reduce((sum, chunk) => sum + chunk.size, 0);
  if (size > Math.min(MAX_IDS, most * IDS_PER_ROW)) return undefined;
  const everything = { descending: true, offset: 0, limit: Number.POSITIVE_INFINITY };
  const ofKind = await pageOfKind(table, scope, { kind, from, to }, everything, sets);
  if (ofKind === undefined) return undefined;
  const ids = new Set(ofKind.found.map(({ id }) => id));
  const found: string[] = [];
  for await (const id of idsOfMatches(table, scope, matches, { ...everything, limit: AT_ONCE }))
    if (ids.has(id)) found.push(id);
  return found;
}

/** Names of matches that are read at once. */
const AT_ONCE = 5_000;

/** At most how many orders match. */
const mostOf = ({ inSegments, recent }: WordMatches): number =>
  inSegments.reduce((sum, { postings }) => sum + postings.most, recent.size);

/** The rows of this many orders take ten units at most. */
const SMALL_SHOP = 400;

function rowsOfSmallShop(
  table: Table,
  scope: Scope,
  { from, to }: OrderListing,
): Promise<OrderRow[]> | undefined {
  const orders = ordersKnown(scope);
  if (orders === undefined || orders > SMALL_SHOP) return undefined;
  return collectAll(rowsNewestFirst(table, scope, { from, to, about: orders + 1 }));
}

async function pageOfRows(
  table: Table,
  scope: Scope,
  listing: OrderListing,
  matches: WordMatches,
  rows: readonly OrderRow[],
  most: number,
): Promise<OrderPage> {
  const everything = { descending: true, offset: 0, limit: Number.POSITIVE_INFINITY };
  const ids = new Set(await pageOfMatches(table, scope, matches, everything));
  const ofText = rows.filter(({ id }) => ids.has(id));
  if (ofText.length > most) throw tooManyOrders(most);
  const found = ofText.filter((row) => matchesSearch(row, listing)).map((row) => sortedBy(listing.sort, row));
  const orders = await loadOrders(table, scope, pageOfSorted(found, listing), EVENTUALLY);
  return { orders, total: found.length };
}

/** This many orders are read whole for any page, and at most twice as many as are on it: their rows would cost half as much. */
const FEW = 20;
/** Names that are read at once. */
const MAX_FEW = 100;

/** All matches where they are few. */
async function idsOfFew(
  table: Table,
  scope: Scope,
  matches: WordMatches,
  { limit }: OrderListing,
): Promise<string[] | undefined> {
  const most = Math.min(MAX_FEW, Math.max(FEW, 2 * limit));
  if (mostOf(matches) > most) return undefined;
  return pageOfMatches(table, scope, matches, { descending: true, offset: 0, limit: most });
}

async function pageOfFew(
  table: Table,
  scope: Scope,
  listing: OrderListing,
  ids: readonly string[],
  most: number,
): Promise<OrderPage> {
  const range = idsCreated(listing.from, listing.to);
  const inTime = ids.filter((id) => isIdWithin(id, range));
  if (inTime.length > most) throw tooManyOrders(most);
  if (isOfWordsAndTime(listing)) {
    const page = pageOfSorted(
      inTime.map((id) => ({ id, key: id })),
      listing,
    );
    return { orders: await loadOrders(table, scope, page, EVENTUALLY), total: inTime.length };
  }
  const orders = await loadOrders(table, scope, inTime, EVENTUALLY);
  const byId = new Map(orders.map((order) => [order.id, order]));
  const found = orders
    .map(rowOf)
    .filter((row) => matchesSearch(row, listing))
    .map((row) => sortedBy(listing.sort, row));
  const page = pageOfSorted(found, listing).flatMap(({ id }) => byId.get(id) ?? []);
  return { orders: page, total: found.length };
}
