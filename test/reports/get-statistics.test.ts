import { Big } from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relay } from '../../shared/relay/relay.ts';
import { getStatistics } from '../../shared/reports/statistics/get-statistics.ts';
import { openShop, type Shop, startApi } from '../orders/support/shop.ts';
import type { TestApi } from '../support/api/api.ts';
import { roundTripsOf } from '../support/table/round-trips.ts';
import { createRelayFixture } from '../workers/relay-fixture.ts';
import { recordsOf } from './records.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api.stop());

interface Stats {
  totalOrders: number;
  revenue: number;
  averageOrderValue: number;
  otherRevenue?: Record<string, number>;
}

async function statsOf(shop: Shop, period = 'monthly'): Promise<Stats> {
  const { status, body } = await shop.ask(`GET /orders/stats?period=${period}`);
  expect(status).toBe(200);
  return body as Stats;
}

/** Relays all events of a shop's orders, this often. */
async function relayAll(shop: Shop, ids: readonly string[], times = 1): Promise<void> {
  const { services } = createRelayFixture(api.table);
  const records = await recordsOf(api.table, shop, ids);
  const batches = Array.from({ length: times }, (_, n) => records.toSorted(() => (n % 2 === 0 ? 1 : -1)));
  const again = await Promise.all(batches.map((batch) => relay(services, batch)));
  expect(again.flat()).toEqual([]);
}

const item = (price: number, quantity = 1) => ({ name: 'Shirt', quantity, price });

describe('the statistics', () => {
  test('of a tenant without orders are zero, over the month on its clock', async () => {
    const shop = await openShop(api);
    const { body } = await shop.ask('GET /orders/stats');
    expect(body).toEqual({
      totalOrders: 0,
      revenue: 0,
      averageOrderValue: 0,
      period: {
        start: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T18:30:00Z$/),
        end: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T18:29:59Z$/),
      },
    });
  });

  test.each(['daily', 'weekly', 'monthly'])(
    'count every order, and the money of those that stand (%s)',
    async (period) => {
      const shop = await openShop(api);
      const ids = [
        await shop.create({ product_items: [item(0.1, 3)] }),
        await shop.create({ product_items: [item(325750.5)] }),
        await shop.create({ product_items: [item(1000)] }),
        await shop.create({ product_items: [item(2000)], status: 'CANCELLED' }),
      ];
      await shop.ask(`PUT /orders/${ids[2]}/status`, { status: 'refunded' });
      await relayAll(shop, ids);
      expect(await statsOf(shop, period)).toMatchObject({
        totalOrders: 4,
        revenue: 325750.8,
        averageOrderValue: 81437.7,
      });
    },
  );

  test('keep currencies apart', async () => {
    const shop = await openShop(api);
    const trigger = (externalId: string, currency: string, totalPrice: number) =>
      api.ask('POST /api/v1/calls/trigger', {
        key: shop.testKey,
        body: {
          source: 'api',
          callType: 'confirmation',
          customer: { name: 'Ana', phone: '+919876543210' },
          address: { address1: 'MG Road', city: 'Bengaluru' },
          order: { externalId, products: 'Gel x1', totalPrice, currency },
        },
      });
    const made = await Promise.all([
      trigger('1', 'INR', 100),
      trigger('2', 'USD', 12.5),
      trigger('3', 'INR', 50),
    ]);
    await relayAll(
      shop,
      made.map(({ body }) => (body as { orderId: string }).orderId),
    );
    expect(await statsOf(shop)).toMatchObject({
      totalOrders: 3,
      revenue: 150,
      averageOrderValue: 75,
      otherRevenue: { USD: 12.5 },
    });
  });

  test('are exact after concurrent writes, and with repeats of the stream in any order', async () => {
    const shop = await openShop(api);
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, n) => shop.create({ product_items: [item(n + 0.1, (n % 3) + 1)] })),
    );
    await Promise.all(
      ids.flatMap((id, n) => [
        shop.ask(`PUT /orders/${id}/status`, { status: ['cancelled', 'shipped', 'refunded'][n % 3] }),
        shop.ask(`PUT /orders/${id}`, { updates: { product_items: [item(n + 0.7)] } }),
        shop.ask(`PUT /orders/${id}/status`, { status: ['confirmed', 'cancelled', 'delivered'][n % 3] }),
      ]),
    );
    await relayAll(shop, ids, 5);

    const { body } = await shop.ask('GET /orders?limit=100');
    const { orders } = body as { orders: { status: string; final_amount: number }[] };
    const standing = orders.filter(({ status }) => status !== 'cancelled' && status !== 'refunded');
    const revenue = standing.reduce((sum, { final_amount }) => sum.plus(final_amount), new Big(0));
    expect(await statsOf(shop)).toMatchObject({
      totalOrders: 60,
      revenue: revenue.toNumber(),
      averageOrderValue: revenue.div(60).round(2).toNumber(),
    });
  });

  test('cost one read of a few units, however many orders there are', async () => {
    const shop = await openShop(api);
    const scope = {
      tenantId: shop.tenant.id,
      mode: 'test',
      timeZone: 'Asia/Kolkata',
      currency: 'INR',
    } as const;
    const days = Array.from({ length: 31 }, (_, n) => `2026-10-${String(n + 1).padStart(2, '0')}`);
    for (const day of days)
      await api.table.put({
        pk: `STATS#${shop.tenant.id}#test`,
        sk: `DAY#${day}`,
        entity: 'statistics',
        orders_INR: 1e9,
        high_INR: 1e9,
        low_INR: 1e9,
      });
    const trips = await roundTripsOf(async () => {
      const { orders } = await getStatistics(api.table, scope, 'monthly', new Date('2026-10-15T12:00:00Z'));
      expect(orders).toBe(31e9);
    });
    expect(trips).toHaveLength(1);
    expect(trips[0]?.readUnits).toBeLessThanOrEqual(2);
  });

  test('of no known period are refused', async () => {
    const shop = await openShop(api);
    const { status, body } = await shop.ask('GET /orders/stats?period=yearly');
    expect([status, body]).toMatchObject([400, { error: { code: 'ValidationError' } }]);
  });

  test('of an empty period are those of none', async () => {
    const shop = await openShop(api);
    const { status, body } = await shop.ask('GET /orders/stats?period=');
    expect([status, body]).toEqual([200, (await shop.ask('GET /orders/stats')).body]);
  });
});

test('an event that cannot be counted is parked, and the others of its day are counted', async () => {
  const shop = await openShop(api);
  const ids = [await shop.create(), await shop.create()];
  const { services, sent } = createRelayFixture(api.table);
  const [first, ...others] = await recordsOf(api.table, shop, ids);
  const spoiled = structuredClone(first) ?? {};
  const created = spoiled.dynamodb?.NewImage?.events?.L?.[0]?.M ?? {};
  created.statistics = { S: 'many' };
  expect(await relay(services, [spoiled, ...others])).toEqual([]);
  expect(sent.filter(({ queue }) => queue === 'parked')).toHaveLength(1);
  expect((await statsOf(shop)).totalOrders).toBe(1);
});
