import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../shared/base/clock.ts';
import { handleCallMessage } from '../../../shared/calls/dialing/dial-call.ts';
import { concludeCall } from '../../../shared/calls/outcomes/conclude-call.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { makeHook, postToHook, setEnvironment } from '../../intake/hooks.ts';
import { openShop, type Shop, startApi } from '../support/shop.ts';

let shop: Shop;

beforeAll(async () => {
  const api = await startApi();
  setEnvironment();
  shop = await openShop(api);
});
afterAll(() => shop.api.stop());

const scope = () => ({ tenantId: shop.tenant.id, mode: 'test' }) as const;

/** Two hundred items, three bytes a letter. */
const items = (letters: number) =>
  Array.from({ length: 200 }, (_, n) => ({ name: `${n} ${'क'.repeat(letters)}`, quantity: 1, price: 5 }));

const create = (letters: number, more: object = {}) =>
  shop.ask('POST /orders', { mobile: '+919876543210', product_items: items(letters), ...more });

const ordersStored = async (): Promise<number> =>
  ((await shop.ask('GET /orders')).body as { total: number }).total;

test('an order that would outgrow its item is refused by every API, and nothing of it is stored', async () => {
  const before = await ordersStored();
  const refused = await create(290);
  expect([refused.status, refused.body]).toMatchObject([
    413,
    {
      error: {
        message: 'The order takes more than 256 kB: it needs fewer items, or shorter texts',
        details: { limit: 262_144, bytes: expect.any(Number) },
      },
    },
  ]);
  const products = Array.from({ length: 500 }, (_, n) => ({
    api_id: `${n} ${'x'.repeat(190)}`,
    count: 1,
    price: 1,
  }));
  const { token } = await makeHook(shop.api, shop.testKey);
  const intake = await postToHook(shop.api, token, { phone: '9876543210', id: 'I-1', products });
  expect(intake.status).toBe(413);
  const trigger = await shop.api.ask('POST /api/v1/calls/trigger', {
    key: shop.testKey,
    body: {
      ...{ externalId: 'T-1', customer: { name: 'Ana', phone: '+573001234567' }, totalPrice: 1 },
      products: products.map(({ api_id: name }) => ({ name: name.padEnd(300, 'x') })),
    },
  });
  expect([trigger.status, trigger.body]).toEqual([413, { error: expect.stringContaining('256 kB') }]);
  expect(await ordersStored()).toBe(before);
});

test('an order that would outgrow it by a change is unchanged, and may shrink', async () => {
  const id = await shop.create();
  const change = (updates: object) => shop.ask(`PUT /orders/${id}`, { updates });
  const before = await loadOrder(shop.api.table, scope(), id);
  expect((await change({ product_items: items(290) })).status).toBe(413);
  expect(await loadOrder(shop.api.table, scope(), id)).toEqual(before);
  expect((await change({ product_items: items(190) })).status).toBe(200);
  expect((await change({ product_items: items(10) })).status).toBe(200);
});

test('the largest accepted order is called, reported on at length, noted, changed and delivered', async () => {
  let [least, most] = [1, 290];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if ((await create(middle)).status < 300) least = middle;
    else most = middle;
  }
  const notes = 'n'.repeat(1_000);
  const made = await create(least, { external_order_id: 'L-1' });
  const orderId = (made.body as { order: { _id: string } }).order._id;
  const key = shop.testKey;
  const triggered = await shop.api.ask('POST /api/v1/calls/trigger', { key, body: { orderId } });
  expect(triggered.status).toBe(200);
  const { callId } = triggered.body as { callId: string };
  const services = { table: shop.api.table, clock: systemClock, speed: 1, publicUrl: 'https://api.test' };
  await handleCallMessage(
    {
      ...services,
      queues: { send: async () => {} },
      publicUrl: 'https://api.test',
      messengerFor: async () => undefined,
      telephonyFor: async () => ({
        provider: 'simulator',
        start: async () => ({ status: 'accepted', providerCallId: 'p'.repeat(200) }),
      }),
    },
    { kind: 'dial', ...scope(), orderId, callId },
  );
  const report = {
    ...{ callId, outcome: 'confirmed', durationSeconds: 87, at: null, reportId: 'r' },
    recordingUrl: `https://r.example/${'r'.repeat(2_000)}`,
    transcript: '"\n'.repeat(32 * 1024),
    summary: 'ñ'.repeat(2_048),
    addressFinal: 'क'.repeat(500),
    providerCallId: 'p'.repeat(200),
  } as const;
  const ended = await concludeCall(services, { ...scope(), orderId, callId }, {
    ...report,
    kind: 'report',
  } as never);
  expect(ended).toBe('concluded');
  expect((await shop.api.ask(`GET /api/v1/orders/${orderId}`, { key })).body).toMatchObject({
    status: 'confirmed',
    addressFinal: report.addressFinal,
    calls: [{ transcript: report.transcript }],
  });
  const noted = await shop.ask(`POST /orders/${orderId}/timeline`, {
    event: { title: 't', description: notes, type: 'info', metadata: {} },
  });
  expect([noted.status, noted.body]).toEqual([201, expect.anything()]);
  expect((await shop.ask(`PUT /orders/${orderId}`, { updates: { status: 'shipped' } })).status).toBe(200);
  const path = `PATCH /api/v1/orders/${orderId}/status`;
  const body = { logisticStatus: 'delivered', trackingNumber: 'T'.repeat(200) };
  expect((await shop.api.ask(path, { key, body })).status).toBe(200);
});
