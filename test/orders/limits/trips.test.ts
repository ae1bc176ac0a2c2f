import { beforeAll, expect, it } from 'vitest';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { api, useApi } from '../../support/api-setting.ts';
import { patience } from '../../support/patience.ts';
import { roundTripsOf } from '../../support/round-trips.ts';
import { sequential } from '../../support/sequential.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
let id: string;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
  for (let n = 0; n < 12; n++) id = await shop.create({ name: `Ana ${n}` });
  for (let n = 0; n < 3; n++) {
    const other = await shop.create();
    await shop.ask(`PUT /orders/${other}/status`, { status: 'confirmed' });
  }
}, patience(30_000));

const today = () => new Date().toISOString().slice(0, 10);

/** Trips one after the other, of the second time that it is asked: whose key it is, and which sets there are, is known then. */
async function tripsOf(path: string): Promise<number> {
  await shop.ask(`GET ${path}`);
  const trips = await roundTripsOf(async () => {
    const { status } = await shop.ask(`GET ${path}`);
    expect(status).toBe(200);
  });
  expect(trips.filter(({ refused }) => refused)).toEqual([]);
  return sequential(trips);
}

it.each([() => `/orders/${id}`, () => `/orders/${id}/timeline`, () => '/orders/stats'])(
  'one order, its timeline and sums are read while the key is: %s',
  async (path) => {
    expect(await tripsOf(path())).toBe(1);
  },
);

it.each([
  '',
  '?page=2&limit=5',
  '?sortBy=createdAt&sortDirection=asc',
  '?status=confirmed',
  '?status=pending&limit=5',
  `?status=confirmed&startDate=${today()}`,
  `?startDate=${today()}&limit=2`,
  `?endDate=${today()}&limit=2`,
  '?sortBy=final_amount',
  '?sortBy=name&sortDirection=asc&limit=100',
])('a list %s is its rows, read while the key is, and its orders', async (query) => {
  expect(await tripsOf(`/orders${query}`)).toBe(2);
});

it('a list by status takes two trips too where the orders of statuses are kept in sets', async () => {
  const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
  const services = { table: api.table, clock: () => new Date(Date.now() + 1000) };
  await keepStatuses(services, scope, { ...STATUS_LIMITS, worth: 1, settledMs: 0 });
  const ask = async (status: string) => (await shop.ask(`GET /orders?status=${status}&limit=4`)).body;
  const { orders, total } = (await ask('pending')) as { orders: { status: string }[]; total: number };
  expect([orders.map(({ status }) => status), total]).toEqual([Array(4).fill('pending'), 12]);
  expect(await tripsOf('/orders?status=pending&limit=4')).toBe(2);
  expect(await tripsOf('/orders?status=confirmed')).toBe(2);
});

it('a term is looked up in three trips before its orders are read: entries, batches, and what they lead to', async () => {
  expect(await tripsOf('/orders?searchTerm=ana')).toBe(3);
});
