import { ORDERS_PER_TIMELINE } from '../shop/seed.ts';
import { newOrderBody, phoneNumber } from '../shop/shop.ts';
import type { Send, World } from './requests.ts';

/** A request of the orders dialect. */
function ask({ shop }: World, method: string, path: string, body?: unknown, headers = {}) {
  return shop.test.call(method, `/v1/orders${path}`, body, {
    'x-tenant-api-key': shop.testKey,
    ...headers,
  });
}

/** A body like the reference's example, of an order that there was not. */
const newOrder = ({ unique }: World) => {
  const n = unique();
  return newOrderBody(`WEB-${n}`, phoneNumber(200_000 + (n % 100_000)));
};

const LINES = Array.from({ length: 100 }, (_, n) => ({
  product_retailer_id: `SKU-${n}`,
  name: `${n} `.padEnd(200, 'x'),
  quantity: 1,
  price: 10,
}));

const longOrder = (world: World) => ({ ...newOrder(world), product_items: LINES });

/** Stores an order that nobody is called about. Its id. */
export async function placeOrder(world: World, body: object = newOrder(world)): Promise<string> {
  const { order } = (await ask(world, 'POST', '', body)) as { order: { _id: string } };
  return order._id;
}

const notes = (world: World) => ({ updates: { notes: `No. ${world.unique()}` } });
const someStatus = ({ unique }: World) => ({ status: STATUSES[unique() % STATUSES.length] });

const YEAR_MS = 365 * 86_400_000;

const STATUSES = ['processing', 'shipped', 'delivered', 'completed'] as const;

/** Of an order with all that it has. */
function anyPath({ orders }: World): string {
  const whole = Math.floor((Math.random() * orders.length) / ORDERS_PER_TIMELINE) * ORDERS_PER_TIMELINE;
  return `/${orders[whole]?.id}`;
}

const since = (milliseconds: number): string =>
  `startDate=${new Date(Date.now() - milliseconds).toISOString()}`;

/** Every way to call the orders dialect, by the endpoint's name. */
export const orderRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'create-order': {
    'a new order': (world) => ask(world, 'POST', '', newOrder(world)),
    'with an Idempotency-Key': (world) =>
      ask(world, 'POST', '', newOrder(world), { 'idempotency-key': `bench-${world.unique()}` }),
    'with 100 lines': (world) => ask(world, 'POST', '', longOrder(world)),
  },
  'search-orders': {
    'the first page': (world) => ask(world, 'GET', ''),
    'the last page': (world) =>
      ask(world, 'GET', `?page=${Math.max(1, Math.floor(world.orders.length / 10))}`),
    'by status': (world) => ask(world, 'GET', '?status=confirmed'),
    'by a part of the name': (world) => ask(world, 'GET', '?searchTerm=juan'),
    'by a term that nothing has': (world) => ask(world, 'GET', '?searchTerm=nothing-at-all'),
    'by amount': (world) => ask(world, 'GET', '?sortBy=final_amount'),
    'by name, 100 on the page': (world) => ask(world, 'GET', '?sortBy=name&sortDirection=asc&limit=100'),
    'of the last day': (world) => ask(world, 'GET', `?${since(86_400_000)}`),
    'by all at once': (world) =>
      ask(world, 'GET', `?status=confirmed&searchTerm=573&sortBy=updated_at&limit=100&${since(YEAR_MS)}`),
  },
  'get-order-details': { '': (world) => ask(world, 'GET', anyPath(world)) },
  'update-order': {
    'its notes': (world) => ask(world, 'PUT', anyPath(world), notes(world)),
    'the notes of one with 100 lines': async (world) =>
      ask(world, 'PUT', `/${await placeOrder(world, longOrder(world))}`, notes(world)),
  },
  'update-order-status': {
    '': (world) => ask(world, 'PUT', `${anyPath(world)}/status`, someStatus(world)),
    'of one with 100 lines': async (world) =>
      ask(world, 'PUT', `/${await placeOrder(world, longOrder(world))}/status`, someStatus(world)),
  },
  'get-statistics': { 'of this month': (world) => ask(world, 'GET', '/stats') },
  'export-orders': {
    'of the last ten minutes': (world) => ask(world, 'GET', `/export?${since(600_000)}`),
  },
  'get-export': {
    '': ({ shop, exportId }) =>
      shop.test.call('GET', `/v1/exports/${exportId}`, undefined, { 'x-tenant-api-key': shop.testKey }),
  },
  'get-timeline': { '': (world) => ask(world, 'GET', `${anyPath(world)}/timeline`) },
  'add-timeline-event': {
    '': (world) =>
      ask(world, 'POST', `${anyPath(world)}/timeline`, { event: { title: 'Customer Called', type: 'info' } }),
  },
};
