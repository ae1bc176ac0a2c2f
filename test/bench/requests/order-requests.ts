import { ORDERS_PER_TIMELINE } from '../shop/seed.ts';
import { newOrderBody, phoneNumber } from '../shop/shop.ts';
import type { BenchContext, Send } from './requests.ts';

/** A request of the orders dialect. */
function ask({ shop }: BenchContext, method: string, path: string, body?: unknown, headers = {}) {
  return shop.test.call(method, `/v1/orders${path}`, body, {
    'x-tenant-api-key': shop.testKey,
    ...headers,
  });
}

/** A body like the reference's example, of an order that there was not. */
const newOrder = ({ unique }: BenchContext) => {
  const n = unique();
  return newOrderBody(`WEB-${n}`, phoneNumber(200_000 + (n % 100_000)));
};

const LINES = Array.from({ length: 100 }, (_, n) => ({
  product_retailer_id: `SKU-${n}`,
  name: `${n} `.padEnd(200, 'x'),
  quantity: 1,
  price: 10,
}));

const longOrder = (context: BenchContext) => ({ ...newOrder(context), product_items: LINES });

/** Stores an order that nobody is called about. Its id. */
export async function placeOrder(context: BenchContext, body: object = newOrder(context)): Promise<string> {
  const { order } = (await ask(context, 'POST', '', body)) as { order: { _id: string } };
  return order._id;
}

const notes = (context: BenchContext) => ({ updates: { notes: `No. ${context.unique()}` } });
const someStatus = ({ unique }: BenchContext) => ({ status: STATUSES[unique() % STATUSES.length] });

const YEAR_MS = 365 * 86_400_000;

const STATUSES = ['processing', 'shipped', 'delivered', 'completed'] as const;

/** Of an order with all that it has. */
function anyPath({ orders }: BenchContext): string {
  const whole = Math.floor((Math.random() * orders.length) / ORDERS_PER_TIMELINE) * ORDERS_PER_TIMELINE;
  return `/${orders[whole]?.id}`;
}

const since = (milliseconds: number): string =>
  `startDate=${new Date(Date.now() - milliseconds).toISOString()}`;

/** Every way to call the orders dialect, by the endpoint's name. */
export const orderRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'create-order': {
    'a new order': (context) => ask(context, 'POST', '', newOrder(context)),
    'with an Idempotency-Key': (context) =>
      ask(context, 'POST', '', newOrder(context), { 'idempotency-key': `bench-${context.unique()}` }),
    'with 100 lines': (context) => ask(context, 'POST', '', longOrder(context)),
  },
  'search-orders': {
    'the first page': (context) => ask(context, 'GET', ''),
    'the last page': (context) =>
      ask(context, 'GET', `?page=${Math.max(1, Math.floor(context.orders.length / 10))}`),
    'by status': (context) => ask(context, 'GET', '?status=confirmed'),
    'by a part of the name': (context) => ask(context, 'GET', '?searchTerm=juan'),
    'by a term that nothing has': (context) => ask(context, 'GET', '?searchTerm=nothing-at-all'),
    'by amount': (context) => ask(context, 'GET', '?sortBy=final_amount'),
    'by name, 100 on the page': (context) => ask(context, 'GET', '?sortBy=name&sortDirection=asc&limit=100'),
    'of the last day': (context) => ask(context, 'GET', `?${since(86_400_000)}`),
    'by all at once': (context) =>
      ask(context, 'GET', `?status=confirmed&searchTerm=573&sortBy=updated_at&limit=100&${since(YEAR_MS)}`),
  },
  'get-order-details': { '': (context) => ask(context, 'GET', anyPath(context)) },
  'update-order': {
    'its notes': (context) => ask(context, 'PUT', anyPath(context), notes(context)),
    'the notes of one with 100 lines': async (context) =>
      ask(context, 'PUT', `/${await placeOrder(context, longOrder(context))}`, notes(context)),
  },
  'update-order-status': {
    '': (context) => ask(context, 'PUT', `${anyPath(context)}/status`, someStatus(context)),
    'of one with 100 lines': async (context) =>
      ask(context, 'PUT', `/${await placeOrder(context, longOrder(context))}/status`, someStatus(context)),
  },
  'get-statistics': { 'of this month': (context) => ask(context, 'GET', '/stats') },
  'export-orders': {
    'of the last ten minutes': (context) => ask(context, 'GET', `/export?${since(600_000)}`),
  },
  'get-export': {
    '': ({ shop, exportId }) =>
      shop.test.call('GET', `/v1/exports/${exportId}`, undefined, { 'x-tenant-api-key': shop.testKey }),
  },
  'get-timeline': { '': (context) => ask(context, 'GET', `${anyPath(context)}/timeline`) },
  'add-timeline-event': {
    '': (context) =>
      ask(context, 'POST', `${anyPath(context)}/timeline`, {
        event: { title: 'Customer Called', type: 'info' },
      }),
  },
};
