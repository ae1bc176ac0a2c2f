import { beforeAll, expect, it } from 'vitest';
import { KEEP_LIMITS, keepSearch } from '../../../shared/orders/search/keep-search.ts';
import { keepStatuses, STATUS_LIMITS } from '../../../shared/orders/statuses/keep-statuses.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { patience } from '../../support/time/patience.ts';
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

const DAY_MS = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const today = () => dayOf(Date.now());
/** By UTC, in whose evening the shop's clock shows the next day. */
const tomorrow = () => dayOf(Date.now() + DAY_MS);

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
  `?endDate=${tomorrow()}&limit=2`,
  '?sortBy=final_amount',
  '?sortBy=name&sortDirection=asc&limit=100',
])('a list %s is its rows, read while the key is, and its orders', async (query) => {
  expect(await tripsOf(`/orders${query}`)).toBe(2);
});

it('a list by status takes two trips too where the orders of statuses are kept in sets', async () => {
  const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
  const services = { table: api.table, clock: () => new Date(Date.now() + 1000) };
  await keepStatuses(services, scope, { ...STATUS_LIMITS, worth: 1, settledMs: 0, replicatedMs: 0 });
  const ask = async (status: string) => (await shop.ask(`GET /orders?status=${status}&limit=4`)).body;
  const { orders, total } = (await ask('pending')) as { orders: { status: string }[]; total: number };
  expect([orders.map(({ status }) => status), total]).toEqual([Array(4).fill('pending'), 12]);
  expect(await tripsOf('/orders?status=pending&limit=4')).toBe(2);
  expect(await tripsOf('/orders?status=confirmed')).toBe(2);
});

const terms = [
  'searchTerm=ana',
  'searchTerm=ana+1',
  'searchTerm=ana&page=2&limit=5',
  'searchTerm=%2B91+98765+43210',
  'searchTerm=3210',
  'searchTerm=%231001',
  'searchTerm=nobody',
  `searchTerm=ana&startDate=${today()}`,
  'searchTerm=ana&status=pending',
  `searchTerm=ana&status=pending&sortBy=updated_at&limit=100&startDate=${today()}`,
];

it.each(terms)('a text is looked up while the key is, and then its orders are read: %s', async (query) => {
  expect(await tripsOf(`/orders?${query}`)).toBe(2);
});

it('in segments that were there before, a text takes a third trip for the ids, and two when it is asked for again', {
  timeout: patience(20_000),
}, async () => {
  const other = await openShop(api);
  const scope = { tenantId: other.tenant.id, mode: 'test' } as const;
  const services = { table: api.table, clock: () => new Date(), wait: async () => undefined };
  for (const name of ['Ana', 'Beto']) {
    for (let n = 0; n < 6; n++) await other.create({ name: `${name} ${n}` });
    await keepSearch(services, scope, {
      ...KEEP_LIMITS,
      entries: 3,
      batches: 2,
      batchMs: 0,
      replicatedMs: 0,
    });
  }
  const ask = async (query: string) => {
    const trips = await roundTripsOf(async () => {
      expect((await other.ask(`GET /orders?searchTerm=${query}`)).body).toMatchObject({ total: 1 });
    });
    return sequential(trips);
  };
  // Until so long after the first search that every read finds what a segment has.
  await expect.poll(() => ask('ana+5'), { timeout: patience(10_000), interval: 200 }).toBe(2);
  // The ids of the other segment's orders were not asked for yet; the next ones lie beside them.
  for (const [query, trips] of [
    ['beto+4', 3],
    ['beto+4', 2],
    ['beto+3', 2],
    ['beto+2&status=pending', 2],
  ] as const)
    expect([query, await ask(query)]).toEqual([query, trips]);
});
