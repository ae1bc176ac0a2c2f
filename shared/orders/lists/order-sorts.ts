import { fold } from '../../base/text/fold.ts';
import type { FoundId, OrderRow, OrderSearch } from '../rows/search-row.ts';

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

/** What is kept of each of a hundred thousand rows. */
export interface SortedId extends FoundId {
  key: string | number;
}

/** Text sorts as it is searched, without case and accents. */
const keys: Readonly<Record<OrderSort, (row: OrderRow) => SortedId['key']>> = {
  // Ids sort by time.
  createdAt: ({ id }) => id,
  updatedAt: ({ updatedAt }) => updatedAt,
  total: ({ total }) => Number(total),
  status: ({ status }) => status,
  name: ({ name }) => fold(name),
  phone: ({ phone }) => phone,
  reference: ({ reference }) => fold(reference),
};

const order = (a: SortedId['key'], b: SortedId['key']): number => (a < b ? -1 : a > b ? 1 : 0);

/** Orders that are alike sort by age. */
const compare = (a: SortedId, b: SortedId): number => order(a.key, b.key) || order(a.id, b.id);

export const sortedBy = (sort: OrderSort, row: OrderRow): SortedId => ({
  id: row.id,
  contentRevision: row.contentRevision,
  key: keys[sort](row),
});

/** Those of the requested page. */
export const pageOfSorted = (
  found: readonly SortedId[],
  { descending, offset, limit }: OrderListing,
): FoundId[] => found.toSorted(descending ? (a, b) => compare(b, a) : compare).slice(offset, offset + limit);
