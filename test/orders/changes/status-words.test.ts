import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStatus } from '../../../functions/orders/fields/status-words.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { openShop, type Shop, startApi } from '../support/shop.ts';

describe('the words of shops', () => {
  it.each([
    ['canceled', { shown: 'cancelled', status: 'cancelled' }],
    ['CANCELED', { shown: 'cancelled', status: 'cancelled' }],
    ['Cancelled', { shown: 'Cancelled', status: 'cancelled' }],
    ['on-hold', { shown: 'needs_review', status: 'needs_review' }],
    ['on_hold', { shown: 'needs_review', status: 'needs_review' }],
    [' On  Hold ', { shown: 'needs_review', status: 'needs_review' }],
    ['Needs-Review', { shown: 'needs_review', status: 'needs_review' }],
    ['Returned', { shown: 'cancelled', status: 'cancelled', logistics: 'returned' }],
    ['in_transit', { shown: 'shipped', status: 'shipped' }],
    ['In Transit', { shown: 'shipped', status: 'shipped' }],
    ['OUT-FOR-DELIVERY', { shown: 'shipped', status: 'shipped' }],
    ['out_for_delivery', { shown: 'shipped', status: 'shipped' }],
    ['fulfilled', { shown: 'shipped', status: 'shipped' }],
    ['onhold', { shown: 'needs_review', status: 'needs_review' }],
    ['OutForDelivery', { shown: 'shipped', status: 'shipped' }],
    ['NeedsReview', { shown: 'needs_review', status: 'needs_review' }],
    ['Paid', { shown: undefined, payment: 'paid' }],
    ['PENDING', { shown: 'PENDING', status: 'pending' }],
  ])('%j', (word, given) => {
    expect(readStatus(word)).toEqual(given);
  });

  it.each([
    '',
    ' ',
    'unpaid',
    'unfulfilled',
    'hold',
    'cancel',
    'return',
    'transit',
    'constructor',
    '__proto__',
    'pa id',
    'prepaid',
  ])('%j is not a status', (word) => {
    expect(readStatus(word)).toBeUndefined();
  });
});

let api: Awaited<ReturnType<typeof startApi>>;
let shop: Shop;
beforeAll(async () => {
  api = await startApi();
  shop = await openShop(api);
});
afterAll(() => api.stop());

const stored = async (orderId: string) => {
  const order = await loadOrder(api.table, { tenantId: shop.tenant.id, mode: 'test' }, orderId);
  if (order === undefined) throw new Error(`${orderId} is gone`);
  const { status, logistics, payment } = order;
  return { status, logistics: logistics.status, payment: payment.status };
};

const SAID = [
  ['canceled', 'cancelled', { status: 'cancelled', logistics: 'none', payment: 'unpaid' }],
  ['On-Hold', 'needs_review', { status: 'needs_review', logistics: 'none', payment: 'unpaid' }],
  ['on_hold', 'needs_review', { status: 'needs_review', logistics: 'none', payment: 'unpaid' }],
  ['returned', 'cancelled', { status: 'cancelled', logistics: 'returned', payment: 'unpaid' }],
  ['in_transit', 'shipped', { status: 'shipped', logistics: 'none', payment: 'unpaid' }],
  ['Out for Delivery', 'shipped', { status: 'shipped', logistics: 'none', payment: 'unpaid' }],
  ['fulfilled', 'shipped', { status: 'shipped', logistics: 'none', payment: 'unpaid' }],
  ['paid', undefined, { status: 'pending', logistics: 'none', payment: 'paid' }],
] as const;

it.each(SAID)('%s makes an order so, and is answered with ours', async (word, shown, order) => {
  const { status, body } = await shop.ask('POST /orders', {
    mobile: '+919876543210',
    product_items: [{ name: 'Shirt', quantity: 1, price: 500 }],
    status: word,
  });
  const made = (body as { order: { _id: string; status: string } }).order;
  expect([status, made.status]).toEqual([201, shown ?? 'PENDING']);
  expect(await stored(made._id)).toEqual(order);
});

it.each(SAID)('%s moves an order so, by either way, and once', async (word, shown, order) => {
  const [one, other] = [await shop.create(), await shop.create()];
  const put = () => shop.ask(`PUT /orders/${one}/status`, { status: word });
  const message = shown ? `Order status updated to ${shown}` : 'Order payment status updated to paid';
  expect(await put()).toMatchObject({ status: 200, body: { success: true, message } });
  const timeline = async (id: string) => (await shop.ask(`GET /orders/${id}/timeline`)).body as object[];
  const lines = (await timeline(one)).length;
  expect((await put()).status).toBe(200);
  expect(await timeline(one)).toHaveLength(lines);
  expect((await shop.ask(`PUT /orders/${other}`, { updates: { status: word } })).status).toBe(200);
  for (const id of [one, other]) {
    expect(await stored(id)).toEqual(order);
    expect((await shop.ask(`GET /orders/${id}`)).body).toMatchObject({
      status: order.status,
      payment_status: order.payment,
    });
  }
});

it('returned also applies to what was delivered, and is reported once', async () => {
  const id = await shop.create({ status: 'delivered' });
  await shop.ask(`PUT /orders/${id}/status`, { status: 'returned' });
  expect(await stored(id)).toEqual({ status: 'cancelled', logistics: 'returned', payment: 'unpaid' });
  const { body } = await shop.ask(`GET /orders/${id}/timeline`);
  expect(body).toMatchObject([
    { title: 'Order Created' },
    { title: 'Delivery Returned' },
    { title: 'Order Cancelled', description: 'Order returned to the merchant' },
  ]);
});

it('paid does not change the status, and an explicit payment wins', async () => {
  const id = await shop.create({ status: 'confirmed', payment_info: { method: 'Trueque' } });
  await shop.ask(`PUT /orders/${id}`, { updates: { status: 'paid', notes: 'Nequi' } });
  expect(await stored(id)).toEqual({ status: 'confirmed', logistics: 'none', payment: 'paid' });
  await shop.ask(`PUT /orders/${id}`, { updates: { status: 'paid', payment_status: 'refunded' } });
  expect(await stored(id)).toMatchObject({ payment: 'refunded' });
  const other = await shop.create({ status: 'paid', payment_info: { status: 'pending', amount: 100 } });
  expect(await stored(other)).toEqual({ status: 'pending', logistics: 'none', payment: 'pending' });
});

it('lists and exports are filtered by them', async () => {
  const own = await openShop(api);
  const ids = {
    canceled: await own.create({ status: 'canceled' }),
    returned: await own.create({ status: 'returned' }),
    shipped: await own.create({ status: 'in_transit' }),
    held: await own.create({ status: 'on hold' }),
    paid: await own.create({ status: 'paid' }),
    pending: await own.create(),
  };
  const cases = {
    canceled: [ids.returned, ids.canceled],
    RETURNED: [ids.returned],
    fulfilled: [ids.shipped],
    'on-hold': [ids.held],
    paid: [ids.paid],
    pending: [ids.pending, ids.paid],
  };
  for (const [status, found] of Object.entries(cases)) {
    const { body } = await own.ask(`GET /orders?${new URLSearchParams({ status })}`);
    const { orders, total } = body as { orders: { _id: string }[]; total: number };
    expect([status, orders.map(({ _id }) => _id), total]).toEqual([status, found, found.length]);
  }
  await own.ask(`PUT /orders/${ids.paid}`, { updates: { payment_status: 'refunded' } });
  expect((await own.ask('GET /orders?status=paid')).body).toMatchObject({ total: 0 });
});

it.each([
  [
    'POST /orders',
    (status: unknown) => ({
      mobile: '+919876543210',
      product_items: [{ name: 'S', quantity: 1, price: 5 }],
      status,
    }),
  ],
  ['PUT /orders/ID/status', (status: unknown) => ({ status })],
  ['PUT /orders/ID', (status: unknown) => ({ updates: { status } })],
])('%s refuses anything else, naming the allowed ones, and changes nothing', async (request, bodyOf) => {
  const id = await shop.create();
  const { body: list } = await shop.ask('GET /orders');
  for (const word of ['unpaid', 'cancel', 'prepaid', 'returning']) {
    const { status, body } = await shop.ask(request.replace('ID', id), bodyOf(word));
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(
      'pending, confirmed, cancelled, needs_review, processing, shipped',
    );
  }
  expect((await shop.ask('GET /orders')).body).toEqual(list);
});
