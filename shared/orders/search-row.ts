import { createHash } from 'node:crypto';
import { decodeTime, encodeTime } from 'ulid';
import type { Item } from '../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { type OrderStatus, orderStatuses } from '../events/order-words.ts';
import type { Amount } from './money.ts';
import type { Order } from './order.ts';

/** What of an order's logistics and payment it is searched by. */
export const orderMarks = ['returned', 'paid'] as const;
export type OrderMark = (typeof orderMarks)[number];

/** What orders are searched, sorted and exported by. */
export interface OrderRow {
  id: string;
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
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

/**
 * Every order has a row of about 170 bytes beside it, so that a look at all of 100,000 orders costs some 2,100 read
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
  const { id, reference, customer, status, total, updatedAt, number, externalId } = order;
  const fields = [
    orderStatuses.indexOf(status),
    new Date(updatedAt).getTime().toString(36),
    total,
    customer.phone,
    reference,
    customer.name,
    number,
    externalId ?? '',
    marksOf(order),
  ];
  const row = fields.map((field) => clean(String(field))).join(SEPARATOR);
  return { pk: searchPartition(order, shardOf(id)), sk: id, row };
}

/** By their first letters. */
function marksOf({ logistics, payment }: Order): string {
  const holds: Readonly<Record<OrderMark, boolean>> = {
    returned: logistics.status === 'returned',
    paid: payment.status === 'paid',
  };
  return orderMarks.flatMap((mark) => (holds[mark] ? [mark.charAt(0)] : [])).join('');
}

export function rowFromItem({ sk: id, row }: Item): OrderRow {
  // Rows from before numbers and external ids were searched end with the name.
  const [
    status,
    updatedAt = '',
    total = '',
    phone = '',
    reference = '',
    name = '',
    number = '',
    externalId = '',
    marks = '',
  ] = String(row).split(SEPARATOR);
  return {
    id,
    reference,
    name,
    number,
    externalId,
    phone,
    status: orderStatuses[Number(status)] ?? 'pending',
    marks: orderMarks.filter((mark) => marks.includes(mark.charAt(0))),
    total,
    // Needed for only a few of many rows, and the most expensive part to compute.
    get createdAt() {
      return new Date(decodeTime(id.slice(PREFIX.length).toUpperCase())).toISOString();
    },
    get updatedAt() {
      return new Date(Number.parseInt(updatedAt, 36)).toISOString();
    },
  };
}

const PREFIX = 'ord_';

/** The ids of the orders that were created between two instants, both included, as a range of sort keys. */
export function idsCreated(from: Date | undefined, to: Date | undefined): readonly [string, string] {
  const timed = (at: Date) => PREFIX + encodeTime(Math.min(Math.max(at.getTime(), 0), LATEST)).toLowerCase();
  // `~` comes after every character of an id.
  return [from ? timed(from) : PREFIX, `${to ? timed(to) : PREFIX}~`];
}

/** What the 48 bits of time in an id can tell. */
const LATEST = 2 ** 48 - 1;
