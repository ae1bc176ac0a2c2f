import { beforeAll, expect, it } from 'vitest';
import { createOrderRoute } from '../../../functions/orders/order/order-routes.ts';
import type { Write } from '../../../shared/adapters/dynamo/expressions.ts';
import { callToItem, newCall } from '../../../shared/calls/call/call.ts';
import { concludeCall } from '../../../shared/calls/outcomes/conclude-call.ts';
import type { OrderEvent } from '../../../shared/events/event.ts';
import { entriesToItems } from '../../../shared/events/order-log.ts';
import { orderKey } from '../../../shared/orders/store/order-item.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { ending } from '../../calls/support/factories.ts';
import { NESTED } from '../../confirmation/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { countsWriteUnits, roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { openShop, type Shop } from '../support/shop.ts';

let shop: Shop;
const scope = () => ({ tenantId: shop.tenant.id, mode: 'test' }) as const;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

async function unitsOf(work: () => Promise<unknown>) {
  const trips = await roundTripsOf(work);
  return {
    sequential: sequential(trips),
    refused: trips.filter(({ refused }) => refused).length,
    read: trips.reduce((sum, { readUnits }) => sum + readUnits, 0),
    write: trips.reduce((sum, { writeUnits }) => sum + writeUnits, 0),
  };
}

const asking = (request: string, body?: unknown, headers?: Record<string, string>) => () =>
  shop.ask(request, body, headers);

const LINES = Array.from({ length: 100 }, (_, n) => ({
  product_retailer_id: `SKU-${n}`,
  name: `${n} `.padEnd(200, 'x'),
  quantity: 1,
  price: 10,
}));

it.runIf(countsWriteUnits)(
  'creating the order of the example takes 15 write units and 3 sequential trips, none of them refused',
  async () => {
    // Whose key it is, is known from its last request on.
    await shop.create();
    const body = { ...createOrderRoute.bodyExample, external_order_id: 'CREATED' };
    const costs: Awaited<ReturnType<typeof unitsOf>>[] = [];
    for (const names of [{}, { external_order_number: 'A-1' }, { referenceId: 'A-1' }]) {
      const asked = { ...body, ...names, external_order_id: `CREATED-${costs.length}` };
      costs.push(await unitsOf(asking('POST /orders', asked)));
    }
    expect(costs).toMatchObject([{ write: 15 }, { write: 15 }, { write: 17 }]);
    expect(costs).toMatchObject(costs.map(() => ({ sequential: 3, refused: 0 })));
  },
);

it.runIf(countsWriteUnits)(
  'an Idempotency-Key takes creating two write units more and no further trip, a method of payment neither',
  async () => {
    await shop.create();
    const { bodyExample } = createOrderRoute;
    const costs: Awaited<ReturnType<typeof unitsOf>>[] = [];
    for (const [names, headers] of [
      [{}, { 'idempotency-key': 'keyed' }],
      [{ referenceId: 'KEYED-1' }, { 'idempotency-key': 'keyed with a reference' }],
      [{ payment_info: { method: 'upi' } }],
    ] as const) {
      const asked = { ...bodyExample, ...names, external_order_id: `KEYED-${costs.length}` };
      costs.push(await unitsOf(asking('POST /orders', asked, headers)));
    }
    expect(costs).toMatchObject([{ write: 17 }, { write: 19 }, { write: 15 }]);
    expect(costs).toMatchObject(costs.map(() => ({ sequential: 3, refused: 0 })));
  },
);

it.runIf(countsWriteUnits)(
  'a trigger makes 4 trips one after the other, with an Idempotency-Key too',
  async () => {
    const trigger = (externalId: string, headers = {}) =>
      unitsOf(() =>
        api.ask('POST /api/v1/calls/trigger', {
          key: shop.testKey,
          body: { ...NESTED, order: { ...NESTED.order, externalId } },
          headers,
        }),
      );
    expect(await trigger('T-1')).toMatchObject({ write: 18, sequential: 4, refused: 0 });
    const keyed = { 'idempotency-key': 'trigger' };
    expect(await trigger('T-2', keyed)).toMatchObject({ write: 20, sequential: 4, refused: 0 });
  },
);

it('a live trigger makes 4 trips too, whether its phone is new, is being called or was called before', async () => {
  const trigger = async (n: number, phone: string) => {
    let made: unknown;
    const { sequential, refused } = await unitsOf(async () => {
      const order = { ...NESTED.order, externalId: `LIVE-${n}` };
      const body = { ...NESTED, customer: { ...NESTED.customer, phone }, order };
      made = (await api.ask('POST /api/v1/calls/trigger', { key: shop.liveKey, body })).body;
    });
    const { orderId, callId, message } = made as Record<'orderId' | 'callId' | 'message', string>;
    const told = { sequential, refused, waits: message.includes('espera su turno') };
    return { told, end: () => concludeCall(services, { ...live, orderId, callId }, ending('confirmed')) };
  };
  const live = { ...scope(), mode: 'live' } as const;
  const services = { table: api.table, clock: () => new Date(), speed: 1, publicUrl: 'https://api.test' };
  const trips = { sequential: 4, refused: 0 };
  const first = await trigger(1, '+573001230001');
  expect(first.told).toEqual({ ...trips, waits: false });
  expect((await trigger(2, '+573001230001')).told).toEqual({ ...trips, waits: true });
  const other = await trigger(3, '+573001230003');
  await other.end();
  expect((await trigger(4, '+573001230003')).told).toEqual({ ...trips, waits: false });
});

it.runIf(countsWriteUnits)('a step of an order writes its state, and not its content', async () => {
  const id = await shop.create({ ...createOrderRoute.bodyExample, external_order_id: 'STEPS' });
  const note = await unitsOf(asking(`POST /orders/${id}/timeline`, { event: { title: 'Called' } }));
  const status = await unitsOf(asking(`PUT /orders/${id}/status`, { status: 'processing' }));
  const notes = await unitsOf(asking(`PUT /orders/${id}`, { updates: { notes: 'Ring twice' } }));
  expect(note.write).toBeLessThanOrEqual(6);
  expect(status.write).toBeLessThanOrEqual(8);
  expect(notes.write).toBeLessThanOrEqual(9);
});

it.runIf(countsWriteUnits)('an order of a hundred lines is written once', async () => {
  const body = { ...createOrderRoute.bodyExample, external_order_id: 'LINES', product_items: LINES };
  let id = '';
  const created = await unitsOf(async () => {
    id = await shop.create(body);
  });
  expect(created.write).toBeLessThanOrEqual(80);
  const note = await unitsOf(asking(`POST /orders/${id}/timeline`, { event: { title: 'Called' } }));
  expect(note.write).toBeLessThanOrEqual(6);
  const status = await unitsOf(asking(`PUT /orders/${id}/status`, { status: 'processing' }));
  expect(status.write).toBeLessThanOrEqual(9);
  const { body: read } = await shop.ask(`GET /orders/${id}`);
  expect((read as { product_items: object[] }).product_items).toHaveLength(100);
});

it.runIf(countsWriteUnits)(
  'a trigger takes 19 write units at most, and the call that confirms its order 9',
  async () => {
    const trigger = () => api.ask('POST /api/v1/calls/trigger', { key: shop.testKey, body: NESTED });
    let made: { orderId?: string; callId?: string } = {};
    const triggered = await unitsOf(async () => {
      made = (await trigger()).body as typeof made;
    });
    expect(triggered.write).toBeLessThanOrEqual(19);
    const { orderId = '', callId = '' } = made;
    const services = {
      table: api.table,
      clock: () => new Date(),
      speed: 1,
      publicUrl: 'https://api.test',
    } as const;
    const report = ending('confirmed', { durationSeconds: 42, transcript: 'Si', summary: 'Confirma' });
    const ended = await unitsOf(() => concludeCall(services, { ...scope(), orderId, callId }, report));
    expect(ended.write).toBeLessThanOrEqual(9);
    expect(await loadOrder(api.table, scope(), orderId)).toMatchObject({ status: 'confirmed' });
  },
);

it('an order costs the same to read with 2,000 notes, and a page of its timeline what it shows', async () => {
  const id = await shop.create();
  const withCalls = () => unitsOf(() => api.ask(`GET /api/v1/orders/${id}`, { key: shop.testKey }));
  await withCalls();
  const before = await withCalls();
  const note = { title: 'Called', description: 'x'.repeat(100), type: 'info', metadata: '{}' };
  const events = Array.from({ length: 2000 }, (_, n) => ({
    ...{ ...scope(), id: `evt_${n}`, type: 'order.noted', orderId: id, sequence: n + 2 },
    ...{ at: new Date().toISOString(), data: note },
  })) as OrderEvent[];
  const writes = events.flatMap((event) =>
    entriesToItems([event], { contentRevision: 1 }).map((put): Write => ({ put })),
  );
  for (let at = 0; at < writes.length; at += 100) await api.table.transact(writes.slice(at, at + 100));
  expect((await unitsOf(asking(`GET /orders/${id}`))).read).toBeLessThanOrEqual(3);
  expect((await withCalls()).read).toBe(before.read);
  const first = await shop.ask(`GET /orders/${id}/timeline?limit=20`);
  const page = await unitsOf(asking(`GET /orders/${id}/timeline?limit=20`));
  expect(page.read).toBeLessThanOrEqual(6);
  expect(first.body).toHaveLength(20);
  const next = await shop.ask(
    `GET /orders/${id}/timeline?limit=20&cursor=${btoa('1500').replace(/=+$/, '')}`,
  );
  expect((next.body as { id: string }[]).map((line) => line.id)).toEqual(
    Array.from({ length: 20 }, (_, n) => `evt_${1499 + n}`),
  );
  const later = `GET /orders/${id}/timeline?limit=20&cursor=${btoa('1500').replace(/=+$/, '')}`;
  expect((await unitsOf(asking(later))).read).toBeLessThanOrEqual(6);
});

it('an order with 500 calls makes a page no more expensive than its latest ten', async () => {
  const { orderId } = (
    await api.ask('POST /api/v1/calls/trigger', {
      key: shop.testKey,
      body: { ...NESTED, order: { ...NESTED.order, externalId: 'CALLS' } },
    })
  ).body as { orderId: string };
  const page = () => api.ask('GET /api/v1/orders?limit=10', { key: shop.testKey });
  const before = await unitsOf(page);
  const at = Date.now() + 1000;
  const calls = Array.from({ length: 500 }, (_, n) => ({
    ...newCall({
      ...{ ...scope(), id: `call_${String(n).padStart(26, '0')}`, orderId, callType: 'novelty', round: 1 },
      ...{ attempt: n + 1, notBefore: null, createdAt: new Date(at + n).toISOString() },
    }),
    status: 'ended' as const,
    transcript: 'x'.repeat(900),
  }));
  const writes = calls.map((call): Write => ({ put: callToItem(call) }));
  for (let from = 0; from < 500; from += 100) await api.table.transact(writes.slice(from, from + 100));
  const latest = calls.slice(-10).map(({ id }) => id);
  await api.table.update(orderKey(scope(), orderId), { set: { callIds: latest, callCount: 501 } });
  const { read } = await unitsOf(page);
  expect(read).toBeLessThanOrEqual(before.read + 10);
  const shown = ((await page()).body as { orders: { id: string; calls: { id: string }[] }[] }).orders;
  expect(shown.find(({ id }) => id === orderId)?.calls.map(({ id }) => id)).toEqual(latest.toReversed());
  const whole = (await api.ask(`GET /api/v1/orders/${orderId}`, { key: shop.testKey })).body;
  expect((whole as { calls: object[] }).calls).toHaveLength(501);
});

it('a repeat under an Idempotency-Key is answered as before, and the number that it took is the next one again', async () => {
  const other = await openShop(api);
  const body = { mobile: '+919876543210', product_items: [{ name: 'Shirt', quantity: 1, price: 5 }] };
  const create = (key: string) => other.ask('POST /orders', body, { 'idempotency-key': key });
  const first = await create('one');
  for (let times = 0; times < 3; times++)
    expect(await create('one')).toMatchObject({ status: 201, body: first.body });
  const second = (await create('two')).body as { order: { _id: string } };
  const made = await loadOrder(api.table, { tenantId: other.tenant.id, mode: 'test' }, second.order._id);
  expect(made?.number).toBe('#1002');
  const { total } = (await other.ask('GET /orders')).body as { total: number };
  expect(total).toBe(2);
});
