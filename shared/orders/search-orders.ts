import type { Table } from '../dynamo/table.ts';
import type { Scope } from '../tenants/scope.ts';
import { listOrders, type OrderPage } from './list-orders.ts';
import { fold, type OrderSearch } from './matching.ts';
import { loadOrders } from './order-store.ts';
import type { OrderRow } from './search-row.ts';
import { searchRows } from './search-rows.ts';

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

/**
 * A page of the orders that match, and the exact number of all of them. Newest first without any condition, the first
 * pages cost what they hold; everything else looks at the rows of all orders of its time.
 */
export async function searchOrders(table: Table, scope: Scope, listing: OrderListing): Promise<OrderPage> {
  const { sort, descending, limit, offset } = listing;
  if (isPlain(listing) && offset + limit <= NEAR) return listOrders(table, scope, {}, limit, offset);
  const rows: OrderRow[] = [];
  for await (const row of searchRows(table, scope, listing)) rows.push(row);
  const compare = comparing(sort);
  rows.sort(descending ? (a, b) => compare(b, a) : compare);
  const ids = rows.slice(offset, offset + limit).map(({ id }) => id);
  return { orders: await loadOrders(table, scope, ids), total: rows.length };
}

function isPlain({ sort, descending, status, from, to, term = '' }: OrderListing): boolean {
  return (
    sort === 'createdAt' &&
    descending &&
    term.trim() === '' &&
    [status, from, to].every((condition) => condition === undefined)
  );
}

/** Text sorts as it is searched, without case and accents; orders that are alike there sort by age. */
function comparing(sort: OrderSort): (a: OrderRow, b: OrderRow) => number {
  const key = keyOf(sort);
  const keys = new Map<OrderRow, string | number>();
  const at = (row: OrderRow): string | number => {
    const known = keys.get(row) ?? key(row);
    keys.set(row, known);
    return known;
  };
  return (a, b) => order(at(a), at(b)) || order(a.id, b.id);
}

const order = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function keyOf(sort: OrderSort): (row: OrderRow) => string | number {
  if (sort === 'total') return ({ total }) => Number(total);
  if (sort === 'name' || sort === 'reference') return (row) => fold(row[sort]);
  // Ids sort by time.
  if (sort === 'createdAt') return ({ id }) => id;
  return (row) => row[sort];
}
