import { beforeAll, expect, it } from 'vitest';
import { createOrderRoute } from '../../../functions/orders/order/order-routes.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
let id: string;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => shop.create({ ...example, external_order_id: `W-${n}` })),
  );
  id = await shop.create();
});

const example = createOrderRoute.bodyExample;

async function unitsOf(request: string, body?: unknown, headers = {}) {
  const trips = await roundTripsOf(() => shop.ask(request, body, headers));
  return {
    read: trips.reduce((sum, { readUnits }) => sum + readUnits, 0),
    write: trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  };
}

it('creating the order of the example takes at most 18 write units, with an Idempotency-Key', async () => {
  const { write } = await unitsOf('POST /orders', example, { 'idempotency-key': 'k' });
  expect(write).toBeLessThanOrEqual(18);
});

it('the first page takes at most 15 read units, its total included', async () => {
  expect((await unitsOf('GET /orders')).read).toBeLessThanOrEqual(15);
});

it.each(['?searchTerm=nothing', '?status=confirmed', '?sortBy=name&limit=1'])(
  'a list %s reads no more than a fortieth of a unit for each order, and what its page holds',
  async (query) => {
    // Four partitions of rows and of counters, the key, and one order.
    expect((await unitsOf(`GET /orders${query}`)).read).toBeLessThanOrEqual(31 / 40 + 4 + 2 + 2);
  },
);

it('an order is read by a query and its key, and its timeline by one more', async () => {
  expect(await unitsOf(`GET /orders/${id}`)).toEqual({ read: 2, write: 1 });
  expect(await unitsOf(`GET /orders/${id}/timeline`)).toEqual({ read: 3, write: 1 });
});
