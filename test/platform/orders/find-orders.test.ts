import { beforeAll, describe, expect, it } from 'vitest';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import { exportRequestOf } from '../../../shared/reports/exports/list-export-request.ts';
import { ordersOfList } from '../../../shared/reports/exports/orders-of-list.ts';
import { storedList } from '../../../shared/reports/exports/stored-list.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { postOrder } from '../../support/api/post-order.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';

process.env.PUBLIC_URL = 'http://api.test';
useApi();

interface Row {
  id: string;
  status: string;
  stage: string;
  source: string;
  updatedAt: string;
  customer: { name: string; city: string | null };
  confirmation: { outcome: string; attempts: number };
}
interface Page {
  orders: Row[];
  nextCursor: string | null;
  counts?: Record<string, number>;
}

const shopOf = ({ testKey: key }: AddedTenant) => ({
  key,
  create: (changes: object = {}) => postOrder(api, key, changes),
  async act(orderId: string, body: object) {
    const { status } = await api.ask(`POST /platform/v1/orders/${orderId}/actions`, { key, body });
    expect(status).toBe(200);
  },
  async logistics(orderId: string, logisticStatus: string) {
    const { status } = await api.ask(`PATCH /api/v1/orders/${orderId}/status`, {
      key,
      body: { logisticStatus },
    });
    expect(status).toBe(200);
  },
  async list(query: Record<string, string> = {}): Promise<Page> {
    const { status, body } = await api.ask(`GET /platform/v1/orders?${new URLSearchParams(query)}`, { key });
    expect([status, body]).toEqual([200, expect.anything()]);
    return body as Page;
  },
  async ids(query: Record<string, string> = {}): Promise<string[]> {
    return (await this.list(query)).orders.map(({ id }) => id);
  },
});
type Shop = ReturnType<typeof shopOf>;

const newShop = async () => shopOf(await addTenant(api.table));

describe('a list of orders', () => {
  let shop: Shop;
  const named: Record<string, string> = {};
  beforeAll(async () => {
    shop = await newShop();
    named.fresh = await shop.create({ name: 'José Pérez' });
    named.calling = await shop.create({ external_order_source: 'shopify', external_order_id: 'S-1' });
    await shop.act(named.calling, { action: 'call-again' });
    named.confirmed = await shop.create({ external_order_source: 'shopify', external_order_id: 'S-2' });
    await shop.act(named.confirmed, { action: 'confirm' });
    named.cancelled = await shop.create();
    await shop.act(named.cancelled, { action: 'cancel' });
    named.review = await shop.create();
    await api.ask(`PUT /v1/orders/${named.review}/status`, {
      headers: { 'x-tenant-api-key': shop.key },
      body: { status: 'needs_review' },
    });
    named.booked = await shop.create();
    await shop.act(named.booked, { action: 'confirm' });
    await shop.logistics(named.booked, 'processing');
    named.out = await shop.create();
    await shop.logistics(named.out, 'in_transit');
    named.delivered = await shop.create();
    await shop.logistics(named.delivered, 'delivered');
    await shop.act(named.delivered, { action: 'mark-paid' });
    named.returned = await shop.create();
    await shop.logistics(named.returned, 'returned');
  });

  const names = (ids: readonly string[]) =>
    ids.map((id) => Object.keys(named).find((name) => named[name] === id));

  it.each(['needs_review', 'Needs review,', 'needs-review'])(
    'finds those of the status %s',
    async (status) => {
      const { orders } = await shop.list({ status });
      expect(names(orders.map(({ id }) => id))).toEqual(['review']);
    },
  );

  it('has a row for each, newest first', async () => {
    const { orders, nextCursor } = await shop.list();
    expect(names(orders.map(({ id }) => id))).toEqual(Object.keys(named).toReversed());
    expect(nextCursor).toBe(null);
    expect(orders.at(-1)).toEqual({
      id: named.fresh,
      number: '#1001',
      reference: expect.stringMatching(/^ORD/),
      source: 'api',
      externalId: null,
      version: 1,
      status: 'pending',
      stage: 'new',
      confirmation: { outcome: 'none', attempts: 0, confirmedAt: null },
      logistics: { status: 'none', trackingNumber: null, carrier: null, deliveryId: null },
      payment: { method: 'cod', status: 'unpaid', due: 85600, collected: 0 },
      rounds: [],
      bookingFailure: null,
      customer: { name: 'José Pérez', phone: '+573001234567', isCallable: true, email: null, city: null },
      products: 'Gel x1',
      total: 85600,
      currency: 'COP',
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    [{ stage: 'new' }, ['fresh']],
    [{ stage: 'calling' }, ['calling']],
    [{ stage: 'confirmed,booked' }, ['booked', 'confirmed']],
    [{ stage: 'OUT , returned' }, ['returned', 'out']],
    [{ stage: 'delivered' }, ['delivered']],
    [{ stage: 'cancelled' }, ['cancelled']],
    [{ view: 'to-review' }, ['review']],
    [{ view: 'confirmed-not-booked' }, ['confirmed']],
    [{ view: 'out' }, ['out']],
    [{ view: 'returned' }, ['returned']],
    [{ view: 'not-reached' }, []],
    [{ status: 'pending,needs_review' }, ['out', 'review', 'calling', 'fresh']],
    [{ logistics: 'processing,in_transit' }, ['out', 'booked']],
    [{ payment: 'paid' }, ['delivered']],
    [{ method: 'prepaid' }, []],
    [{ source: 'Shopify' }, ['confirmed', 'calling']],
    [{ source: 'shopify', status: 'pending' }, ['calling']],
    [{ source: 'shopify', status: 'confirmed', view: 'confirmed-not-booked', q: 'S-2' }, ['confirmed']],
    [{ outcome: 'none', attempts: '0', logistics: 'none', status: 'confirmed' }, ['confirmed']],
    [{ attempts: '1-' }, []],
    [{ attempts: '0-3', stage: 'new' }, ['fresh']],
    [{ q: 'jose' }, ['fresh']],
    [{ q: '300 123 4567', stage: 'returned' }, ['returned']],
    [{ bookingFailed: 'true' }, []],
    [{ from: '2020-01-01', to: '2020-12-31' }, []],
  ])('filtered by %j has %j', async (query, expected) => {
    expect(names(await shop.ids(query as Record<string, string>))).toEqual(expected);
  });

  it('counts each view on request', async () => {
    expect((await shop.list({ counts: 'true', stage: 'new', limit: '1' })).counts).toEqual({
      'to-review': 1,
      'not-reached': 0,
      'confirmed-not-booked': 1,
      out: 1,
      returned: 1,
      today: 9,
    });
    expect(await shop.list()).not.toHaveProperty('counts');
  });

  it.each([
    [{}, []],
    [{ stage: 'confirmed,booked' }, ['confirmed', 'booked']],
    [{ q: '300 123 4567', stage: 'out,returned' }, ['out', 'returned']],
    [{ source: 'shopify', from: '2020-01-01' }, ['calling', 'confirmed']],
  ])('has the oldest first when it is asked for: %j', async (query, expected) => {
    const all = Object.keys(named);
    const ids = await shop.ids({ ...(query as Record<string, string>), direction: 'asc' });
    expect(names(ids)).toEqual(expected.length > 0 ? expected : all);
  });

  it('is of one tenant and mode', async () => {
    const other = await addTenant(api.table);
    for (const key of [other.testKey, other.liveKey])
      expect((await api.ask('GET /platform/v1/orders', { key })).body).toEqual({
        orders: [],
        nextCursor: null,
      });
    expect((await api.ask('GET /platform/v1/orders')).status).toBe(401);
  });

  it.each([
    ['status=late', 'status'],
    ['stage=new,late', 'stage'],
    ['attempts=many', 'attempts'],
    ['sort=name', 'sort'],
    ['direction=up', 'direction'],
    ['limit=0', 'limit'],
    ['cursor=zzz', 'cursor'],
    ['from=yesterday', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['unknown=1', 'unknown'],
    ['source=,', 'source'],
  ])('refuses %s', async (query, field) => {
    const { testKey: key } = await addTenant(api.table);
    const { status, body } = await api.ask(`GET /platform/v1/orders?${query}`, { key });
    expect([status, body]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
  });
});

describe('a list of so many days', () => {
  const DAY_MS = 86_400_000;
  let tenant: AddedTenant;
  let shop: Shop;
  const placed: Record<number, string> = {};
  beforeAll(async () => {
    tenant = await addTenant(api.table);
    shop = shopOf(tenant);
    const scope = { tenantId: tenant.tenant.id, mode: 'test', timeZone: 'UTC' } as const;
    for (const age of [200, 91, 89, 1]) {
      const clock = () => new Date(Date.now() - age * DAY_MS);
      const given = {
        ...{ customer: { name: 'Ana', phone: '+573001234567' }, address: null, items: [] },
        ...{ products: 'Camisa', total: '10', currency: 'COP', status: 'pending' as const },
      };
      const names = { source: 'api', externalId: null, number: undefined, reference: undefined };
      placed[age] = (await placeOrder({ table: api.table, clock }, scope, { ...names, given }, () => [])).id;
    }
  });
  const aged = (...ages: number[]) => ages.map((age) => placed[age]);

  it('has the orders that a file of the same filter has, and without days all', async () => {
    expect(await shop.ids({ days: '90' })).toEqual(aged(1, 89));
    expect(await shop.ids({ days: '90', direction: 'asc' })).toEqual(aged(89, 1));
    expect(await shop.ids({ days: '90', sort: 'updatedAt' })).toEqual(aged(1, 89));
    expect(await shop.ids()).toEqual(aged(1, 89, 91, 200));
    // What is said about the beginning counts.
    const from = new Date(Date.now() - 100 * DAY_MS).toISOString();
    expect(await shop.ids({ days: '90', from })).toEqual(aged(1, 89, 91));
    expect(await shop.ids({ days: '90', from: '1970-01-01' })).toEqual(aged(1, 89, 91, 200));
    expect(await shop.ids({ days: '90', from: '0001-01-01T00:00:00Z' })).toEqual(aged(1, 89));
    const wanted = exportRequestOf({ orders: {}, today: new Date(), timeZone: 'UTC' }, new Date());
    const file: string[] = [];
    const scope = { tenantId: tenant.tenant.id, mode: 'test' } as const;
    const orders = ordersOfList(api.table, scope, storedList(wanted.list ?? ''), async () => undefined);
    for await (const { id } of orders) file.push(id);
    expect(file).toEqual(aged(1, 89));
  });

  it('has the beginning of its first page on all of them', async () => {
    const { nextCursor } = await shop.list({ days: '90', limit: '1' });
    const rest = await shop.list({ days: '90', limit: '5', cursor: nextCursor ?? '' });
    expect([rest.orders.map(({ id }) => id), rest.nextCursor]).toEqual([aged(89), null]);
    const key = tenant.testKey;
    for (const other of ['days=30&', ''])
      expect((await api.ask(`GET /platform/v1/orders?${other}cursor=${nextCursor}`, { key })).status).toBe(
        400,
      );
    expect((await api.ask('GET /platform/v1/orders?days=0', { key })).status).toBe(400);
  });
});

describe('its pages', () => {
  it.each(['createdAt', 'updatedAt'])(
    'by %s neither skip nor repeat what did not change, though others come and change',
    async (sort) => {
      const shop = await newShop();
      const ids: string[] = [];
      for (let n = 0; n < 12; n++) ids.push(await shop.create({ external_order_id: `E-${n}` }));
      const seen: string[] = [];
      let cursor: string | null = null;
      let pages = 0;
      do {
        const page: Page = await shop.list({ sort, limit: '5', ...(cursor && { cursor }) });
        seen.push(...page.orders.map(({ id }) => id));
        cursor = page.nextCursor;
        // A new order, and one that was on the page already.
        await shop.create();
        await shop.act(seen.at(-1) ?? '', { action: 'add-note', note: 'Changed' });
        pages++;
      } while (cursor !== null);
      expect([seen, pages]).toEqual([ids.toReversed(), 3]);
    },
  );

  it.each(['createdAt', 'updatedAt'])(
    'by %s from the oldest on neither skip nor repeat, and come to what is new at the end',
    async (sort) => {
      const shop = await newShop();
      const ids: string[] = [];
      for (let n = 0; n < 11; n++) ids.push(await shop.create({ name: 'Pía' }));
      const asked = { sort, direction: 'asc', limit: '5', ...(sort === 'createdAt' && { q: 'pia' }) };
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page = await shop.list({ ...asked, ...(cursor && { cursor }) });
        seen.push(...page.orders.map(({ id }) => id));
        cursor = page.nextCursor;
        if (seen.length === 5) ids.push(await shop.create({ name: 'Pía' }));
      } while (cursor !== null);
      expect(seen).toEqual(ids);
    },
  );

  it('by updatedAt begin with the longest unchanged, in the other direction', async () => {
    const shop = await newShop();
    const [first = '', second = ''] = [await shop.create(), await shop.create()];
    await shop.act(first, { action: 'confirm' });
    expect(await shop.ids({ sort: 'updatedAt', direction: 'asc' })).toEqual([second, first]);
  });

  it('belong to their direction', async () => {
    const shop = await newShop();
    await shop.create();
    await shop.create();
    const { nextCursor } = await shop.list({ limit: '1' });
    const query = new URLSearchParams({ limit: '1', direction: 'asc', cursor: nextCursor ?? '' });
    expect((await api.ask(`GET /platform/v1/orders?${query}`, { key: shop.key })).status).toBe(400);
  });

  it('by updatedAt has what changed last first', async () => {
    const shop = await newShop();
    const [first = '', second = '', third = ''] = [
      await shop.create(),
      await shop.create(),
      await shop.create(),
    ];
    await shop.act(second, { action: 'confirm' });
    await shop.act(first, { action: 'cancel' });
    expect(await shop.ids({ sort: 'updatedAt' })).toEqual([first, second, third]);
    const { orders, nextCursor } = await shop.list({ sort: 'updatedAt', limit: '1' });
    const rest = await shop.list({ sort: 'updatedAt', limit: '1', cursor: nextCursor ?? '' });
    expect([orders[0]?.id, rest.orders[0]?.id]).toEqual([first, second]);
  });

  it('belong to their filter', async () => {
    const shop = await newShop();
    await shop.create();
    await shop.create();
    const { nextCursor } = await shop.list({ limit: '1' });
    const { testKey: key } = await addTenant(api.table);
    const { status } = await api.ask(`GET /platform/v1/orders?status=pending&cursor=${nextCursor}`, { key });
    expect(status).toBe(400);
  });

  it('cost what they hold, however many orders there are', async () => {
    const tenant = await addTenant(api.table);
    const shop = shopOf(tenant);
    const unitsOf = async (query: Record<string, string>) =>
      (await roundTripsOf(() => shop.list(query))).reduce((sum, { readUnits }) => sum + readUnits, 0);
    for (let n = 0; n < 30; n++) await shop.create();
    const query = { limit: '10' };
    const oldest = { limit: '10', direction: 'asc' };
    const before = [await unitsOf(query), await unitsOf(oldest)];
    for (let n = 0; n < 60; n++) await shop.create();
    expect(await unitsOf(query)).toBeLessThanOrEqual((before[0] ?? 0) + 0.5);
    expect(await unitsOf(oldest)).toBeLessThanOrEqual((before[1] ?? 0) + 0.5);
  });
});
