import { expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { api, dataOf, useDeliveryApi } from '../deliveries/api.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { type DispatchShop, openShop } from './shop.ts';

useDeliveryApi();

const BARTER = { payment_info: { method: 'Trueque' } };

const update = (shop: DispatchShop, orderId: string, updates: object) =>
  api.engine.ask(`PUT /v1/orders/${orderId}`, {
    headers: { 'x-tenant-api-key': shop.key },
    body: { updates },
  });

const teach = (shop: DispatchShop, body: object) =>
  api.engine.ask(`PATCH /platform/v1/tenants/${shop.tenantId}`, { key: ADMIN_KEY, body });

async function lastLine(shop: DispatchShop, orderId: string) {
  const { body } = await api.engine.ask(`GET /v1/orders/${orderId}/timeline`, {
    headers: { 'x-tenant-api-key': shop.key },
  });
  return (body as object[]).at(-1);
}

const book = async (shop: DispatchShop, businessOrderID: string, changes = {}) =>
  dataOf(
    await api.ask('POST /v2/order/create', shop.key, {
      ...createExample,
      otps: null,
      paymentMode: 'postpaid',
      collectionsAmount: undefined,
      businessOrderID,
      ...changes,
    }),
  );

const expensesOf = async (shop: DispatchShop, deliveryId: unknown) =>
  dataOf(await api.ask(`GET /v2/order?orderID=${deliveryId}`, shop.key)).pay;

test('an order is not dispatched while its payment method is unknown, and its timeline shows it', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed(BARTER);
  const [message] = await shop.messages(orderId);
  await shop.work(message);
  await shop.work(message);
  expect(await shop.bookings()).toBe(0);
  expect((await shop.order(orderId)).logistics.status).toBe('none');
  expect(await lastLine(shop, orderId)).toMatchObject({
    title: 'Delivery Not Booked',
    type: 'error',
    description:
      'It is unknown whether "Trueque" is paid at the door: add it to the tenant’s cashMethods or prepaidMethods',
  });
  expect((await shop.events(orderId)).filter(({ type }) => type === 'order.dispatch_failed')).toHaveLength(1);
});

test.each([
  ['Contra reembolso', 1],
  ['Cash on Delivery (COD)', 1],
  ['UPI', 0],
  ['Tarjeta contra entrega', 0],
])('one that is paid by %s books its own delivery: %i', async (method, bookings) => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed({ payment_info: { method } });
  for (const message of await shop.messages(orderId)) await shop.work(message);
  expect(await shop.bookings()).toBe(bookings);
});

test('a word that is taught before its message is processed counts', async () => {
  const shop = await openShop(api);
  const cash = await shop.confirmed(BARTER);
  await teach(shop, { cashMethods: ['TRUEQUE'] });
  await shop.work((await shop.messages(cash))[0]);
  const { logistics } = await shop.order(cash);
  expect(await expensesOf(shop, logistics.deliveryId)).toMatchObject({
    additionalExpenses: ['Handling fee of the collection: 18 INR'],
  });

  const other = await openShop(api);
  const prepaid = await other.confirmed(BARTER);
  await teach(other, { prepaidMethods: ['trueque'] });
  await other.work((await other.messages(prepaid))[0]);
  expect(await other.bookings()).toBe(0);
});

test('a delivery without an amount collects nothing, and the timeline shows it', async () => {
  const shop = await openShop(api, { autoDispatch: false });
  const orderId = await shop.confirmed(BARTER);
  const { orderID } = await book(shop, orderId);
  expect(await expensesOf(shop, orderID)).toMatchObject({ additionalExpenses: [] });
  expect(await lastLine(shop, orderId)).toMatchObject({
    title: 'Nothing Collected',
    type: 'error',
    description:
      'It is unknown whether "Trueque" is paid at the door: the delivery collects nothing of 600 INR',
    metadata: { delivery_id: orderID, payment_method: 'Trueque', amount: 600 },
  });
});

test('nothing is recorded with an amount, without a debt, or once the word is known', async () => {
  const shop = await openShop(api, { autoDispatch: false });
  const toldOf = async (orderId: string) =>
    (await shop.events(orderId)).filter(({ type }) => type === 'order.not_collected').length;
  for (const [collectionsAmount, fee] of [
    [0, []],
    [200, ['Handling fee of the collection: 6 INR']],
  ] as const) {
    const orderId = await shop.confirmed(BARTER);
    const { orderID } = await book(shop, orderId, { collectionsAmount });
    expect(await expensesOf(shop, orderID)).toMatchObject({ additionalExpenses: fee });
    expect(await toldOf(orderId)).toBe(0);
  }
  const paid = await shop.confirmed(BARTER);
  await update(shop, paid, { payment_status: 'paid' });
  expect(await expensesOf(shop, (await book(shop, paid)).orderID)).toMatchObject({ additionalExpenses: [] });
  expect(await toldOf(paid)).toBe(0);

  const taught = await shop.confirmed(BARTER);
  await teach(shop, { cashMethods: ['Trueque'] });
  expect(await expensesOf(shop, (await book(shop, taught)).orderID)).toMatchObject({
    additionalExpenses: ['Handling fee of the collection: 18 INR'],
  });
  expect(await toldOf(taught)).toBe(0);
});
