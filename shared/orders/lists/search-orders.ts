import type { Table } from '../../adapters/dynamo/table.ts';
import { fold } from '../../base/fold.ts';
import type { Scope } from '../../base/scope.ts';
import { countRows, pageOfRows } from '../rows/row-pages.ts';
import type { OrderRow, OrderSearch } from '../rows/search-row.ts';
import { pageOfMatches } from '../search/match-page.ts';
import { isTerm } from '../search/words.ts';
import { pageOfKind } from '../statuses/page-of-kind.ts';
import { countOrders } from '../store/order-count.ts';
import { loadOrders } from '../store/order-store.ts';
import { findRows, matchesOfSearch, tooManyOrders } from './find-rows.ts';
import { listOrders, type OrderPage } from './list-orders.ts';

export const orderSorts = [
  'createdAt',
  'updatedAt',
  'total',
  'status',
  'name',
  'phone',
  'reference',
] as const;
export type OrderSort = (typeof orderSorts)[number];

export interface OrderListing extends OrderSearch {
  sort: OrderSort;
  descending: boolean;
  limit: number;
  offset: number;
}

/** Whole orders up to here cost less to read than their rows. */
const NEAR = 200;

/** Orders that are looked through for a page by anything but their creation, at most: some 6,000 read units. */
export const MOST_SORTED = 250_000;

/**
 * A page of the orders that match, and the exact number of all of them. By the time of creation, text alone or with a
 * time costs about the same however many orders there are, and so do the first pages without any condition. A status costs
 * what changed since its sets were kept. A time reads the rows of its time to count them; everything else looks at those rows, or at those of what the text finds.
 * @param most that are sorted by anything but their creation
 * @throws Problem invalid_request where there are more
 */
export async function searchOrders(
  table: Table,
  scope: Scope,
  listing: OrderListing,
  most = MOST_SORTED,
): Promise<OrderPage> {
  const { sort, descending, limit, offset, status, mark } = listing;
  if (isPlain(listing) && offset + limit <= NEAR) return listOrders(table, scope, {}, limit, offset);
  if (isTerm(listing.term) && sort === 'createdAt' && status === undefined && mark === undefined) {
    const matches = await matchesOfSearch(table, scope, listing);
    const ids = await pageOfMatches(table, scope, matches, { descending, offset, limit });
    return { orders: await loadOrders(table, scope, ids, { eventually: true }), total: matches.total };
  }
  const kind = mark ?? status;
  if (!isTerm(listing.term) && sort === 'createdAt' && kind !== undefined) {
    const { from, to } = listing;
    const page = await pageOfKind(table, scope, { kind, from, to }, { descending, offset, limit });
    if (page) return { orders: await loadOrders(table, scope, page.ids), total: page.total };
  }
  if (!isTerm(listing.term) && sort === 'createdAt' && mark === undefined) {
    const { ids, total } = await pageOfRows(table, scope, listing, { descending, offset, limit });
    const [orders, count] = await Promise.all([
      loadOrders(table, scope, ids),
      total ?? countListed(table, scope, listing),
    ]);
    return { orders, total: count };
  }
  const isSorted = sort !== 'createdAt' || mark !== undefined;
  const isOfAll = listing.from === undefined && listing.to === undefined && !isTerm(listing.term);
  if (isSorted && isOfAll && (await countOrders(table, scope)) > most) throw tooManyOrders(most);
  // Of a hundred thousand rows only what they are sorted by is kept.
  const found: Found[] = [];
  const keyOf = keys[sort];
  for await (const row of findRows(table, scope, listing, isSorted ? { most } : {}))
    found.push({ id: row.id, key: keyOf(row) });
  found.sort(descending ? (a, b) => compare(b, a) : compare);
  const ids = found.slice(offset, offset + limit).map(({ id }) => id);
  return { orders: await loadOrders(table, scope, ids), total: found.length };
}

async function countListed(table: Table, scope: Scope, listing: OrderListing): Promise<number> {
  const all = await countOrders(table, scope);
  const isAll = [listing.status, listing.from, listing.to].every((condition) => condition === undefined);
  return isAll ? all : countRows(table, scope, listing, all);
}

function isPlain({ sort, descending, status, mark, from, to, term }: OrderListing): boolean {
  return (
    sort === 'createdAt' &&
    descending &&
    !isTerm(term) &&
    [status, mark, from, to].every((condition) => condition === undefined)
  );
}

interface Found {
  id: string;
  key: string | number;
}

/** Text sorts as it is searched, without case and accents. */
const keys: Readonly<Record<OrderSort, (row: OrderRow) => Found['key']>> = {
  // Ids sort by time.
  createdAt: ({ id }) => id,
  updatedAt: ({ updatedAt }) => updatedAt,
  total: ({ total }) => Number(total),
  status: ({ status }) => status,
  name: ({ name }) => fold(name),
  phone: ({ phone }) => phone,
  reference: ({ reference }) => fold(reference),
};

const order = (a: Found['key'], b: Found['key']): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders that are alike sort by age. */
const compare = (a: Found, b: Found): number => order(a.key, b.key) || order(a.id, b.id);
