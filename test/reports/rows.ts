import { createHash } from 'node:crypto';
import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import { newId } from '../../shared/base/ids.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { createOrder } from '../../shared/orders/changes/create-order.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import { searchItem } from '../../shared/orders/rows/search-row.ts';
import { wordEntryOf } from '../../shared/orders/search/entry.ts';

const START = Date.UTC(2026, 9, 1);

const NAMES = [
  'José Ñuñez',
  'Gómez, Ana "La Mona"',
  '=HYPERLINK("http://evil.test","x")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  'Dos\nlíneas',
  '\ttab',
  ' =1+1',
  'कविता 📦',
  '',
];

/**
 * Orders like any; only what exports read of them is stored.
 * @param timeOf the milliseconds after the first when the n-th was created, by default a minute after the one before
 */
export async function addRows(
  table: Table,
  scope: Scope,
  count: number,
  timeOf = (n: number): number => n * 60_000,
): Promise<Order[]> {
  const orders = Array.from({ length: count }, (_, n) => {
    const now = new Date(START + timeOf(n));
    const reference = `ORD${createHash('sha256').update(String(n)).digest('hex').slice(0, 14)}`;
    const { order } = createOrder(
      {
        customer: { name: NAMES[n % NAMES.length] ?? '', phone: `+9198765${String(n).padStart(5, '0')}` },
        address: null,
        items: [],
        total: `${n}.5`,
        currency: 'INR',
        status: n % 3 === 0 ? 'confirmed' : 'pending',
      },
      { ...scope, source: 'api', externalId: null, number: `#${n}`, reference, timeZone: 'Asia/Kolkata' },
      undefined,
      { now, newId: (kind) => newId(kind, now) },
    );
    return order;
  });
  for (let start = 0; start < orders.length; start += 50)
    await table.transact(
      orders
        .slice(start, start + 50)
        .flatMap((order) => [{ put: searchItem(order) }, { put: wordsOf(order) }]),
    );
  return orders;
}

function wordsOf(order: Order): Item {
  const entry = wordEntryOf(order, undefined);
  if (entry === undefined) throw new Error('An order without words');
  return entry;
}

/** What a reader of the file sees of an order; a text that looks like a formula has an apostrophe before it. */
export const asRead = ({ id, reference, customer, status, total, createdAt, updatedAt }: Order) => ({
  'Order ID': id,
  'Reference ID': reference,
  'Customer Name': /^\s*[=+\-@]|^[\t\n]/.test(customer.name) ? `'${customer.name}` : customer.name,
  Mobile: customer.phone,
  Status: status,
  Amount: total,
  'Created Date': createdAt,
  'Updated Date': updatedAt,
});
