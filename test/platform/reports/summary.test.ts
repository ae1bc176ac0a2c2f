import { beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import { updateLogistics } from '../../../shared/orders/changes/update-logistics.ts';
import { updateOrder } from '../../../shared/orders/changes/update-order.ts';
import type { OrderUpdate } from '../../../shared/orders/changes/update-rule.ts';
import { orderStages } from '../../../shared/orders/rows/order-filter.ts';
import { localDay } from '../../../shared/time/calendar.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';

process.env.PUBLIC_URL = 'http://api.test';
useApi();

const DAY_MS = 86_400_000;
const TIME_ZONE = 'America/Bogota';

interface Summary {
  day: string;
  from: string;
  to: string;
  orders: number;
  funnel: Record<string, number>;
  confirmationRate: number | null;
  hours: { orders: number; confirmed: number }[];
  lastWeek: { day: string; orders: number; confirmationRate: number | null };
  attention: Record<string, unknown>;
  cash: { currency: string; state: string; orders: number; amount: number; ages: { orders: number }[] }[];
}

function shopOf({ tenant, testKey: key }: AddedTenant) {
  const scope = { tenantId: tenant.id, mode: 'test', timeZone: TIME_ZONE } as const;
  return {
    key,
    /** An order of 100 that was made at some time, and what became of it. */
    async order(at: Date, update?: OrderUpdate, logistics?: 'in_transit' | 'delivered' | 'returned') {
      const services = { table: api.table, clock: () => at };
      const given = {
        customer: { name: 'Ana', phone: '+573001234567' },
        address: null,
        items: [{ name: 'Gel', quantity: 1, price: '100', sku: null }],
        total: '100',
        currency: 'COP',
      };
      const { id } = await placeOrder(
        services,
        scope,
        { given, source: 'api', externalId: null, number: undefined, reference: undefined },
        () => [],
      );
      if (update) await updateOrder(services, scope, id, update, () => true);
      if (logistics) await updateLogistics(services, scope, id, { status: logistics });
      return id;
    },
    async summary(query = ''): Promise<Summary> {
      const { status, body } = await api.ask(`GET /platform/v1/summary${query}`, { key });
      expect([status, body]).toEqual([200, expect.anything()]);
      return body as Summary;
    },
  };
}
type Shop = ReturnType<typeof shopOf>;

describe('the summary of a day', () => {
  // A day of Colombia from 05:00 to 05:00 UTC, a week before one of its own.
  const day = localDay(new Date(Date.now() - 20 * DAY_MS), TIME_ZONE);
  const start = Date.parse(`${day}T05:00:00Z`);
  const at = (hour: number, daysBefore = 0) => new Date(start + hour * 3_600_000 - daysBefore * DAY_MS);
  let shop: Shop;
  beforeAll(async () => {
    shop = shopOf(await addTenant(api.table, { timeZone: TIME_ZONE }));
    await shop.order(at(0));
    await shop.order(at(8), { status: 'confirmed' });
    await shop.order(at(8.5), { status: 'cancelled' });
    await shop.order(at(9), { status: 'needs_review' });
    await shop.order(at(23.99), { status: 'confirmed' }, 'in_transit');
    // Of the days beside it.
    await shop.order(at(-0.01));
    await shop.order(at(24));
    // Of the week before.
    await shop.order(at(8, 7), { status: 'confirmed' }, 'delivered');
    await shop.order(at(8, 7), { status: 'confirmed', payment: { status: 'paid' } }, 'delivered');
  });

  it('is a funnel of the orders that were created on it, beside that of a week before', async () => {
    const { attention: _, cash: __, ...summary } = await shop.summary(`?day=${day}`);
    const hours = (counts: Record<number, { orders: number; confirmed: number }>) =>
      Array.from({ length: 24 }, (_hour, n) => counts[n] ?? { orders: 0, confirmed: 0 });
    expect(summary).toEqual({
      day,
      from: at(0).toISOString(),
      to: at(24).toISOString(),
      orders: 5,
      funnel: {
        ...Object.fromEntries(orderStages.map((stage) => [stage, 0])),
        ...{ new: 1, confirmed: 1, cancelled: 1, needs_review: 1, out: 1 },
      },
      confirmationRate: 0.5,
      hours: hours({
        0: { orders: 1, confirmed: 0 },
        8: { orders: 2, confirmed: 1 },
        9: { orders: 1, confirmed: 0 },
        23: { orders: 1, confirmed: 1 },
      }),
      lastWeek: {
        day: new Date(start - 7 * DAY_MS).toISOString().slice(0, 10),
        orders: 2,
        confirmationRate: 1,
        hours: hours({ 8: { orders: 2, confirmed: 2 } }),
      },
    });
  });

  it('has the same numbers as lists of orders by stage', async () => {
    const { funnel } = await shop.summary(`?day=${day}`);
    for (const stage of orderStages) {
      const { body } = await api.ask(`GET /platform/v1/orders?stage=${stage}&from=${day}&to=${day}`, {
        key: shop.key,
      });
      expect([stage, (body as { orders: object[] }).orders.length]).toEqual([stage, funnel[stage]]);
    }
  });

  it('shows what needs attention, and the cash by age', async () => {
    const { attention, cash } = await shop.summary();
    expect(attention).toEqual({
      needsReview: 1,
      notReached: 0,
      bookingFailed: 0,
      callsWaiting: 0,
      nextCallAt: null,
      endpoints: [],
      parked: null,
    });
    const ages = (orders: number) => [
      { fromDays: 0, toDays: 1, orders: 0, amount: 0 },
      { fromDays: 1, toDays: 3, orders: 0, amount: 0 },
      { fromDays: 3, toDays: 8, orders: 0, amount: 0 },
      { fromDays: 8, toDays: 31, orders, amount: orders * 100 },
      { fromDays: 31, toDays: null, orders: 0, amount: 0 },
    ];
    const expected = [
      { currency: 'COP', state: 'to_collect', orders: 2, amount: 200, ages: ages(2) },
      { currency: 'COP', state: 'collected', orders: 1, amount: 100, ages: ages(1) },
      { currency: 'COP', state: 'owed', orders: 1, amount: 100, ages: ages(1) },
    ];
    expect(cash).toEqual(expected);
    expect((await api.ask('GET /platform/v1/cash', { key: shop.key })).body).toEqual({ cash: expected });
    expect((await api.ask('GET /platform/v1/cash?days=1', { key: shop.key })).body).toEqual({ cash: [] });
  });

  it('has the parts that are asked for, and reads no more than they need', async () => {
    const { testKey: key } = await addTenant(api.table, { timeZone: TIME_ZONE });
    const { body } = await api.ask('GET /platform/v1/summary?parts=attention', { key });
    expect(Object.keys(body as object)).toEqual(['day', 'from', 'to', 'attention']);
    const trips = await roundTripsOf(() => api.ask(`GET /platform/v1/summary?day=${day}&parts=day`, { key }));
    expect(trips.reduce((sum, { readUnits }) => sum + readUnits, 0)).toBeLessThanOrEqual(6);
  });

  it('is of one tenant and mode', async () => {
    const other = await addTenant(api.table);
    for (const key of [other.testKey, other.liveKey]) {
      const { body } = await api.ask('GET /platform/v1/summary', { key });
      expect(body).toMatchObject({ orders: 0, confirmationRate: null, cash: [] });
    }
  });

  it.each([
    ['day=tomorrow', 'day'],
    ['parts=all', 'parts'],
  ])('refuses %s', async (query, field) => {
    const { status, body } = await api.ask(`GET /platform/v1/summary?${query}`, { key: shop.key });
    expect([status, body]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
  });

  it('counts calls that wait for their time', async () => {
    const { tenant, liveKey, testKey: key } = await addTenant(api.table, { timeZone: TIME_ZONE });
    const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const inThreeDays = names[new Date(Date.now() + 3 * DAY_MS).getUTCDay()] ?? '';
    await api.ask(`PATCH /platform/v1/tenants/${tenant.id}`, {
      key: liveKey,
      body: { callingHours: { [inThreeDays]: [{ from: '08:00', to: '17:00' }], applyInTest: true } },
    });
    const { body } = await api.ask('POST /v1/orders', {
      headers: { 'x-tenant-api-key': key },
      body: { mobile: '+573001234567', product_items: [{ name: 'Gel', quantity: 1, price: 1 }] },
    });
    const { _id: id } = (body as { order: { _id: string } }).order;
    await api.ask(`POST /platform/v1/orders/${id}/actions`, { key, body: { action: 'call-again' } });
    const { body: order } = await api.ask(`GET /platform/v1/orders/${id}`, { key });
    const { dialAt } = (order as { rounds: { dialAt: string }[] }).rounds[0] ?? {};
    const { body: summary } = await api.ask('GET /platform/v1/summary?parts=attention', { key });
    expect(summary).toMatchObject({ attention: { callsWaiting: 1, nextCallAt: dialAt } });
  });

  it('names the webhook endpoints that fail', async () => {
    const { tenant, testKey: key } = await addTenant(api.table);
    const made = await api.ask('POST /platform/v1/webhook-endpoints', {
      key,
      body: { url: 'https://example.com/hook', events: ['order.created'] },
    });
    const { id } = made.body as { id: string };
    const failingSince = '2026-11-20T10:00:00.000Z';
    await api.table.update({ pk: `ENDPOINTS#${tenant.id}#test`, sk: id }, { set: { failingSince } });
    const { body } = await api.ask('GET /platform/v1/summary?parts=attention', { key });
    expect((body as Summary).attention.endpoints).toEqual([
      { id, url: 'https://example.com/hook', enabled: true, disabledReason: null, failingSince },
    ]);
  });
});
