import { createHash } from 'node:crypto';
import { decodeTime, encodeTime } from 'ulid';
import type { Condition, Item } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { OrderStatus } from '../../events/order-words.ts';
import type { Amount } from '../order/money.ts';
import type { Order } from '../order/order.ts';
import { FACET_FIELDS, facetFields, facetsFrom, type OrderFacets } from './order-facets.ts';
import { statusCodes } from './row-codes.ts';

/** The marks of an order's logistics and payment that it is searched by. */
export const orderMarks = ['returned', 'paid'] as const;
export type OrderMark = (typeof orderMarks)[number];

/** The id of an order that a list found. */
export interface FoundId {
  id: string;
  /** Which revision its content was a moment ago, so that it is read together with the order; undefined where nobody knows. */
  contentRevision?: number | undefined;
}

/** The fields by which orders are searched, sorted and exported. */
export interface OrderRow extends FoundId {
  reference: string;
  name: string;
  /** Shown to people: `#1001`. */
  number: string;
  /** Empty when no other system knows the order. */
  externalId: string;
  /** E.164, or raw. */
  phone: string;
  status: OrderStatus;
  marks: readonly OrderMark[];
  total: Amount;
  /** Further fields that lists are filtered by, and sums are made of. */
  facets: OrderFacets;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

/**
 * Every order has a separate row of about 200 bytes, so that reading all of 100,000 orders costs some 2,500 read
 * units, where the orders themselves would cost ten times that. The rows of a scope lie in four partitions: a partition
 * takes 1,000 write units a second, and they are read at the same time.
 */
export const SEARCH_SHARDS = 4;

export const searchPartition = (scope: Scope, shard: number): string => `SEARCH#${scopeKey(scope)}#${shard}`;

const shardOf = (orderId: string): number =>
  createHash('sha256').update(orderId).digest().readUInt8(1) % SEARCH_SHARDS;

const SEPARATOR = '\u001f';
const clean = (text: string): string => text.replaceAll(SEPARATOR, ' ');

/** The row as an item. The time of creation is in the id; `entity` is left out, because here every byte is read often. */
export function searchItem(order: Order): Item {
  const { id, reference, customer, status, total, updatedAt, number, externalId, contentRevision } = order;
  const fields = [
    statusCodes.codeOf(status),
    new Date(updatedAt).getTime().toString(36),
    total,
    customer.phone,
    reference,
    customer.name,
    number,
    externalId ?? '',
    ...facetFields(order),
    contentRevision.toString(36),
  ];
  const row = fields.map((field) => clean(String(field))).join(SEPARATOR);
  return { pk: searchPartition(order, shardOf(id)), sk: id, row };
}

export function rowFromItem({ sk: id, row }: Item): OrderRow {
  const [
    status,
    updatedAt = '',
    total = '',
    phone = '',
    reference = '',
    name = '',
    number = '',
    externalId = '',
    ...rest
  ] = String(row).split(SEPARATOR);
  return {
    id,
    reference,
    name,
    number,
    externalId,
    phone,
    status: statusCodes.wordOf(Number(status)) ?? 'pending',
    total,
    // Needed for only a few of many rows, as those after them.
    get marks() {
      return marksOf(this.facets);
    },
    get facets() {
      return facetsFrom(rest, total);
    },
    // Rows of 0.2.0 have none.
    get contentRevision() {
      return Number.parseInt(rest[FACET_FIELDS] ?? '', 36) || undefined;
    },
    // Needed for only a few of many rows, and the most expensive part to compute.
    get createdAt() {
      return new Date(timeOfOrder(id)).toISOString();
    },
    get updatedAt() {
      return new Date(Number.parseInt(updatedAt, 36)).toISOString();
    },
  };
}

/** The row that an order has as it is. */
export const rowOf = (order: Order): OrderRow => rowFromItem(searchItem(order));

const PREFIX = 'ord_';

/** The ids of the orders that were created between two instants, both included, as a range of sort keys. */
export function idsCreated(from: Date | undefined, to: Date | undefined): readonly [string, string] {
  const timed = (at: Date) => PREFIX + encodeTime(Math.min(Math.max(at.getTime(), 0), LATEST)).toLowerCase();
  // `~` comes after every character of an id.
  return [from ? timed(from) : PREFIX, `${to ? timed(to) : PREFIX}~`];
}

/** What the 48 bits of time in an id can hold. */
const LATEST = 2 ** 48 - 1;

function marksOf({ logistics, payment }: OrderFacets): OrderMark[] {
  const holds: Readonly<Record<OrderMark, boolean>> = {
    returned: logistics === 'returned',
    paid: payment === 'paid',
  };
  return orderMarks.filter((mark) => holds[mark]);
}

/** The conditions of a search, which must all hold. */
export interface OrderSearch {
  status?: OrderStatus | undefined;
  /** Returned or paid orders of any status. */
  mark?: OrderMark | undefined;
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
  /** Words that begin words of the order, see `parseSearchTerm`. */
  term?: string | undefined;
  /** The term as a whole phone number, in E.164: its subscriber is found however the number is written. */
  phone?: string | undefined;
}

/** Whether a row of the right time and text is meant by the rest of a search. */
export const matchesSearch = (row: OrderRow, { status, mark }: OrderSearch): boolean =>
  (status === undefined || row.status === status) && (mark === undefined || row.marks.includes(mark));

/** The rows of a status, by their prefix. */
export const rowsOfStatus = (status: OrderStatus): Condition => ({
  expression: 'begins_with(#row, :status)',
  names: { '#row': 'row' },
  values: { ':status': `${statusCodes.codeOf(status)}${SEPARATOR}` },
});

/** When an order was created, in epoch milliseconds. */
export const timeOfOrder = (id: string): number => decodeTime(id.slice(PREFIX.length).toUpperCase());

/** The rows of some orders, in their sequence. */
export async function loadRows(table: Table, scope: Scope, ids: readonly string[]): Promise<OrderRow[]> {
  const keys = ids.map((id) => ({ pk: searchPartition(scope, shardOf(id)), sk: id }));
  const found = new Map((await table.batchGet(keys, { eventually: true })).map((item) => [item.sk, item]));
  return ids.flatMap((id) => {
    const item = found.get(id);
    return item ? [rowFromItem(item)] : [];
  });
}
