import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { countRows, FEW, pageOfRows } from '../rows/row-pages.ts';
import { type FoundId, idsCreated, type OrderSearch } from '../rows/search-row.ts';
import { countCreated } from '../search/find-words.ts';
import { isTerm } from '../search/words.ts';
import type { OrderKind } from '../statuses/moves.ts';
import { type PageWindow, pageOfKind } from '../statuses/page-of-kind.ts';
import { loadRecentSets } from '../statuses/sets.ts';
import { countOrders } from '../store/order-count.ts';
import { loadOrders } from '../store/order-store.ts';
import { pageOfAge } from './far-pages.ts';
import { findRows, tooManyOrders } from './find-rows.ts';
import { listOrders, type OrderPage } from './list-orders.ts';
import { type OrderListing, pageOfSorted, type SortedId, sortedBy } from './order-sorts.ts';
import { searchByText } from './search-by-text.ts';

/** Whole orders up to here cost less to read than their rows. */
const NEAR = 200;

/** Most orders that are read for a page that is sorted by anything but creation: some 6,000 read units. */
export const MAX_SORTED = 250_000;

/**
 * A page of the orders that match, and the exact number of all of them. By the time of creation, text or a time alone or
 * together cost about the same however many orders there are, and so do the first pages without any condition. A status
 * costs what changed since its sets were kept. Everything else reads the rows of its period, or of the text's matches.
 * @param most orders that are sorted by anything but their creation
 * @throws Problem invalid_request where there are more
 */
export async function searchOrders(
  table: Table,
  scope: Scope,
  listing: OrderListing,
  most = MAX_SORTED,
): Promise<OrderPage> {
  const { sort, descending, limit, offset, status, mark } = listing;
  if (isPlain(listing) && offset + limit <= NEAR) return listOrders(table, scope, {}, limit, offset);
  if (isTerm(listing.term)) return searchByText(table, scope, listing, most);
  if (sort === 'createdAt') {
    const place = { descending, offset, limit };
    const kind = mark ?? status;
    const page =
      kind === undefined
        ? await pageOfTime(table, scope, listing, place)
        : await pageOfStatus(table, scope, kind, listing, place);
    const [orders, total] = await Promise.all([loadOrders(table, scope, page.found), page.total]);
    return { orders, total };
  }
  const isOfAll = listing.from === undefined && listing.to === undefined;
  const counted = isOfAll ? countOrders(table, scope) : undefined;
  // What it throws is thrown when it is waited for.
  counted?.catch(() => undefined);
  const found: SortedId[] = [];
  for await (const row of findRows(table, scope, listing, { most, about: ABOUT })) {
    if (found.length === 0 && Number(await counted) > most) throw tooManyOrders(most);
    found.push(sortedBy(sort, row));
  }
  const page = pageOfSorted(found, listing);
  return { orders: await loadOrders(table, scope, page), total: found.length };
}

/** Rows that are read before it is known whether there are too many to sort: those of most shops, in one request a partition. */
const ABOUT = 4_000;

/** The orders of a page, and the number of all orders that match, which may still be counted. */
interface PageFound {
  found: FoundId[];
  total: number | Promise<number>;
}

/** How many orders scopes had when this process last counted them, where it pays to count a time with its page. */
const sizes = new Map<string, number>();
const MAX_SIZES = 1000;

/** The rows of fewer orders are counted in two trips; of more, the words give their number for some thirty units. */
const MANY = 200_000;

/** The total is read together with the rows. */
async function pageOfTime(
  table: Table,
  scope: Scope,
  { from, to }: OrderListing,
  place: PageWindow,
): Promise<PageFound> {
  const time = { from, to };
  const key = scopeKey(scope);
  const isOfAll = from === undefined && to === undefined;
  const countTime = (all: number) =>
    all >= MANY ? countCreated(table, scope, idsCreated(from, to)) : countRows(table, scope, time);
  const known = sizes.get(key);
  const early = known === undefined || isOfAll ? undefined : countTime(known);
  // What it throws is thrown when it is waited for.
  early?.catch(() => undefined);
  const [{ found, total }, all] = await Promise.all([
    pageOfAge(table, scope, time, place),
    countOrders(table, scope),
  ]);
  if (all < FEW) sizes.delete(key);
  else if (sizes.size < MAX_SIZES || known !== undefined) sizes.set(key, all);
  if (total !== undefined) return { found, total };
  return { found, total: isOfAll ? all : (early ?? countTime(all)) };
}

/** From the sets of its orders; from the rows until there are sets. */
async function pageOfStatus(
  table: Table,
  scope: Scope,
  kind: OrderKind,
  { status, mark, from, to }: OrderListing,
  place: PageWindow,
): Promise<PageFound> {
  const sets = await loadRecentSets(table, scope);
  const page = await pageOfKind(table, scope, { kind, from, to }, place, sets);
  if (page) return page;
  const search = { status, mark, from, to };
  const { found, total } = await pageOfRows(table, scope, search, { ...place, counting: true });
  return { found, total: total ?? countOfKind(table, scope, search) };
}

async function countOfKind(table: Table, scope: Scope, search: OrderSearch): Promise<number> {
  if (search.mark === undefined) return countRows(table, scope, search);
  let count = 0;
  for await (const _row of findRows(table, scope, search, { most: MAX_SORTED })) count++;
  return count;
}

function isPlain({ sort, descending, status, mark, from, to, term }: OrderListing): boolean {
  return (
    sort === 'createdAt' &&
    descending &&
    !isTerm(term) &&
    [status, mark, from, to].every((condition) => condition === undefined)
  );
}
