import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtInItems } from '../../infra/regions/built-in.ts';
import { createTenant, request } from '../support/api/client.ts';
import { type SpawnedHost, spawnHost } from '../support/processes/host.ts';
import { patience } from '../support/time/patience.ts';
import { until } from '../support/time/until.ts';

let host: SpawnedHost;
beforeAll(async () => {
  host = await spawnHost({ adminKey: 'admin', items: builtInItems() });
});
afterAll(async () => {
  await host?.stop();
});

const agent = { name: 'Ravi', phone: '+919845012345' };
const coordinates = { lat: 12.9121, lng: 77.6446 };

type Line = { title: string; metadata: { delivery_id?: string } };

/** An order that comes in by a hook, of a shop that has its cash orders called and dispatched by themselves. */
async function order(id: string) {
  const tenant = await createTenant(host, { country: 'IN', currency: 'INR' });
  const key = tenant.testKey;
  const pickup = { name: 'Depot', phone: '+918040001234', address: 'HSR Layout', lat: 12.9121, lng: 77.6139 };
  const settings = {
    autoCall: true,
    autoDispatch: true,
    dispatch: { pickup, shipType: 'NOW', paymentMode: 'postpaid', acceptApproximate: true },
    postpaid: { enabled: true, limit: 5000 },
    fundAccounts: [{ id: 'fa_1', primary: true }],
    limits: { orders: 5000 },
  };
  const path = `PATCH /platform/v1/tenants/${tenant.id}`;
  expect((await request(host.url, path, { key: 'admin', body: settings })).status).toBe(200);
  const hook = (await request(host.url, 'POST /platform/v1/intake-hooks', { key })).body as { token: string };
  const body = {
    phone: '+919812345678',
    id,
    first_name: 'Asha',
    address: '12 Sector 2, HSR Layout, Bengaluru 560102',
    products: [{ api_id: 'kettle', count: 2, price: 300 }],
    payment: { type: 1, amount: 600 },
  };
  const intake = async () =>
    (await request(host.url, `POST /hooks/catch/${hook.token}`, { body })).body as Record<string, unknown>;
  const orderId = String((await intake()).order_id);
  const orders = async (rest = '') =>
    (await request(host.url, `GET /v1/orders/${orderId}${rest}`, { headers: { 'x-tenant-api-key': key } }))
      .body;
  const confirmation = async () =>
    (await request(host.url, `GET /api/v1/orders/${orderId}`, { key })).body as Record<string, unknown>;
  const delivery = async (path: string) => {
    const { body } = await request(host.url, `GET /v2/order${path}`, { headers: { 'x-api-key': key } });
    return (body as { data: never }).data as Record<string, unknown>;
  };

  const lines = async () => (await orders('/timeline')) as Line[];
  const deliveryId = await until('the order is called and dispatched', async () => {
    return (await lines()).find(({ title }) => title === 'Delivery Booked')?.metadata.delivery_id;
  });
  return {
    deliveryId,
    titles: async () => (await lines()).map(({ title }) => title),
    /** What the delivery dialect's timeline tells. */
    events: async () => {
      const events = (await delivery(`/timeline?orderID=${deliveryId}`)) as unknown as { event: string }[];
      return events.map(({ event }) => event);
    },
    report: async (event: string, details: object = {}) => {
      const path = `POST /platform/v1/deliveries/${deliveryId}/events`;
      const { status, body } = await request(host.url, path, { key, body: { event, ...details } });
      expect([event, status, body]).toEqual([event, 200, expect.anything()]);
    },
    /** The order as all four dialects show it. */
    async seen() {
      const one = (await orders()) as { status: string; payment_status: string };
      const two = await confirmation();
      // The hook answers an order that comes in again with how it stands.
      const three = await intake();
      const { orderStatus, businessOrderID, returnMarked } = await delivery(`?orderID=${deliveryId}`);
      return {
        orders: [one.status, one.payment_status],
        confirmation: [two.status, two.logisticStatus],
        delivery: [orderStatus, businessOrderID, returnMarked],
        intake: [three.status, three.order_id === orderId],
      };
    },
  };
}

/** What every order's timeline says until its delivery is booked. */
const booked = [
  'Order Created',
  'Confirmation Call Queued',
  'Confirmation Call Ended',
  'Order Confirmed',
  'Confirmation Calls Finished',
  'Delivery Processing',
  'Delivery Booked',
];

test('an order comes in, is called, confirmed, dispatched and delivered for cash, as all four dialects show', {
  timeout: patience(60_000),
}, async () => {
  const one = await order('W-1');
  expect(await one.seen()).toEqual({
    orders: ['confirmed', 'unpaid'],
    confirmation: ['confirmed', 'processing'],
    delivery: ['NEW', 'W-1', false],
    intake: ['confirmed', true],
  });
  await one.report('AGENT_ACCEPTED_ORDER', { agent });
  await one.report('PICK_DONE', { coordinates });
  expect(await one.seen()).toEqual({
    orders: ['shipped', 'unpaid'],
    confirmation: ['shipped', 'shipped'],
    delivery: ['PICKUPCOMPLETED', 'W-1', false],
    intake: ['shipped', true],
  });
  await one.report('DROP_REACHED');
  expect(await one.seen()).toMatchObject({
    confirmation: ['shipped', 'in_transit'],
    delivery: ['DROPREACHED', 'W-1', false],
  });
  await one.report('DROP_DONE', { coordinates, cashCollected: 600 });
  expect(await one.seen()).toEqual({
    orders: ['delivered', 'paid'],
    confirmation: ['delivered', 'delivered'],
    delivery: ['DROPCOMPLETED', 'W-1', false],
    intake: ['delivered', true],
  });
  expect(await one.titles()).toEqual([
    ...booked,
    'Delivery Shipped',
    'Order Shipped',
    'Delivery In Transit',
    'Delivery Delivered',
    'Order Delivered',
    'Payment Received',
  ]);
  expect(await one.events()).toEqual(['ORDER_CREATED', 'AGENT_ACCEPTED_ORDER', 'PICK_DONE', 'DROP_DONE']);
});

test('an order that is refused at the door is returned and stays unpaid, as all four dialects show', {
  timeout: patience(60_000),
}, async () => {
  const one = await order('W-2');
  await one.report('AGENT_ACCEPTED_ORDER', { agent });
  await one.report('PICK_DONE', { coordinates });
  await one.report('DROP_REACHED');
  await one.report('RETURN_INITIATED', { reasonCode: 'COD_REFUSED' });
  expect(await one.seen()).toEqual({
    orders: ['shipped', 'unpaid'],
    confirmation: ['shipped', 'failed_delivery'],
    delivery: ['RETURN_INITIATED', 'W-2', true],
    intake: ['shipped', true],
  });
  await one.report('RETURN_DONE', { coordinates });
  expect(await one.seen()).toEqual({
    orders: ['cancelled', 'unpaid'],
    confirmation: ['cancelled', 'returned'],
    delivery: ['RETURNED', 'W-2', true],
    intake: ['cancelled', true],
  });
  expect(await one.titles()).toEqual([
    ...booked,
    'Delivery Shipped',
    'Order Shipped',
    'Delivery In Transit',
    'Delivery Failed',
    'Delivery Returned',
    'Order Cancelled',
  ]);
  expect(await one.events()).toEqual([
    'ORDER_CREATED',
    'AGENT_ACCEPTED_ORDER',
    'PICK_DONE',
    'RETURN_INITIATED',
    'RETURN_DONE',
  ]);
});
