import { beforeEach, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { kettleOrder, postOrder } from '../support/api/post-order.ts';
import type { AddedTenant } from '../support/data/tenant.ts';
import { addIndian, api, dataOf, onCredit, refusalOf, useDeliveryApi } from './api.ts';

let owner: AddedTenant;

useDeliveryApi();

beforeEach(async () => {
  owner = await addIndian(api.table, onCredit);
});

const ask = (request: string, body?: unknown) => api.ask(request, owner.testKey, body);
const book = (changes: object) =>
  ask('POST /v2/order/create', { ...createExample, otps: null, paymentMode: 'postpaid', ...changes });

/** An order for 600 rupees to be paid at the door. */
const addOrder = (externalId: string, source = 'shop') =>
  postOrder(api.engine, owner.testKey, {
    ...kettleOrder,
    external_order_source: source,
    external_order_id: externalId,
  });

/** Walks a delivery to a status. */
const walk = (orderID: unknown, status: string) => ask('POST /v2/test/order/status', { orderID, status });

const orderOf = async (orderId: string) =>
  loadOrder(api.table, { tenantId: owner.tenant.id, mode: 'test' }, orderId);

test('a delivery named after an order moves its logistics, and collects what it owes', async () => {
  const orderId = await addOrder('K-1');
  const booked = dataOf(await book({ businessOrderID: 'K-1', collectionsAmount: undefined }));
  expect(await orderOf(orderId)).toMatchObject({
    logistics: {
      status: 'processing',
      deliveryId: booked.orderID,
      trackingNumber: String(booked.trackingLink).split('/').at(-1),
    },
  });
  const delivery = dataOf(await ask(`GET /v2/order?orderID=${booked.orderID}`));
  expect(delivery).toMatchObject({
    businessOrderID: 'K-1',
    pay: { additionalExpenses: ['Handling fee of the collection: 18 INR'] },
  });
  await ask('POST /v2/order/cancel', { orderID: booked.orderID, reason: 'any reason' });
  expect(await orderOf(orderId)).toMatchObject({
    logistics: { status: 'none', deliveryId: null, trackingNumber: null },
  });
});

test('an order is found by its own id too, and 0 collects nothing', async () => {
  const orderId = await addOrder('K-2');
  const booked = dataOf(await book({ businessOrderID: orderId, collectionsAmount: 0 }));
  expect(await orderOf(orderId)).toMatchObject({ logistics: { deliveryId: booked.orderID } });
  const delivery = dataOf(await ask(`GET /v2/order?orderID=${booked.orderID}`));
  expect(delivery).toMatchObject({ pay: { additionalExpenses: [] } });
});

test('cash taken in parts adds up, and another delivery collects the rest', async () => {
  const orderId = await addOrder('K-5');
  const bookPart = async (changes: object) =>
    dataOf(await book({ businessOrderID: orderId, allowDuplicate: true, ...changes })).orderID;
  const [part, rest] = [
    await bookPart({ collectionsAmount: 200 }),
    await bookPart({ collectionsAmount: undefined }),
  ];
  await walk(part, 'DROPCOMPLETED');
  expect(await orderOf(orderId)).toMatchObject({
    payment: { status: 'pending', due: '400', collected: '200' },
  });
  const { body } = await api.engine.ask(`GET /v1/orders/${orderId}/timeline`, {
    headers: { 'x-tenant-api-key': owner.testKey },
  });
  expect((body as object[]).at(-1)).toMatchObject({
    title: 'Part Payment Received',
    description: 'Still to be paid: 400 INR',
    metadata: { amount: 200 },
  });
  await walk(rest, 'DROPCOMPLETED');
  expect(await orderOf(orderId)).toMatchObject({ payment: { status: 'paid', due: '0', collected: '600' } });
});

test('an order that is reported as paid after part of its cash was taken owes nothing', async () => {
  const orderId = await addOrder('K-9');
  const { orderID } = dataOf(await book({ businessOrderID: orderId, collectionsAmount: 200 }));
  await walk(orderID, 'DROPCOMPLETED');
  await api.engine.ask(`PUT /v1/orders/${orderId}`, {
    headers: { 'x-tenant-api-key': owner.testKey },
    body: { updates: { payment_status: 'paid' } },
  });
  expect(await orderOf(orderId)).toMatchObject({ payment: { status: 'paid', due: '0', collected: '600' } });
});

test('a cancelled delivery changes nothing about an order that was delivered otherwise', async () => {
  const orderId = await addOrder('K-10');
  const { orderID } = dataOf(await book({ businessOrderID: orderId, collectionsAmount: 0 }));
  const told = await api.engine.ask(`PATCH /api/v1/orders/${orderId}/status`, {
    key: owner.testKey,
    body: { logisticStatus: 'delivered' },
  });
  expect(told.status).toBe(200);
  await walk(orderID, 'CANCELLED');
  expect(await orderOf(orderId)).toMatchObject({
    status: 'delivered',
    logistics: { status: 'delivered', deliveryId: orderID },
  });
});

test('what an order owes is collected by one of its deliveries, however many are booked concurrently', async () => {
  const orderId = await addOrder('K-6');
  const due = { businessOrderID: orderId, collectionsAmount: undefined };
  const answers = await Promise.all(Array.from({ length: 6 }, () => book(due)));
  const [booked, ...others] = answers.filter(({ status }) => status === 200);
  expect(others).toEqual([]);
  const { orderID } = dataOf(booked as never);
  const refused = answers.filter((answer) => answer !== booked).map(refusalOf);
  const message = `${orderID} delivers this order already: cancel it first, or send allowDuplicate: true for another delivery of the order`;
  expect(refused).toEqual(Array(5).fill([400, 'E108', message]));
  expect(refusalOf(await book({ ...due, collectionsAmount: 0 })).slice(0, 2)).toEqual([400, 'E108']);
  await walk(orderID, 'CANCELLED');
  expect((await book(due)).status).toBe(200);
});

test('what was paid while a booking waited for money is not collected at the door', async () => {
  const orderId = await addOrder('K-11');
  const due = { businessOrderID: orderId, collectionsAmount: undefined, paymentMode: 'wallet' };
  const { temporaryOrderID } = dataOf(await book(due));
  await api.engine.ask(`PUT /v1/orders/${orderId}`, {
    headers: { 'x-tenant-api-key': owner.testKey },
    body: { updates: { payment_status: 'paid' } },
  });
  await ask('POST /v2/test/wallet', { walletType: 'business', amount: 118 });
  const paid = dataOf(await ask(`GET /v2/order/payment-status?temporaryOrderID=${temporaryOrderID}`));
  expect(paid).toMatchObject({ status: 'SUCCESS' });
  await walk(paid.orderID, 'DROPCOMPLETED');
  expect(await orderOf(orderId)).toMatchObject({ payment: { status: 'paid', collected: '600' } });
});

test('when one of two deliveries is cancelled, the other one moves the order', async () => {
  const orderId = await addOrder('K-7');
  const bookPart = async () =>
    dataOf(await book({ businessOrderID: orderId, collectionsAmount: 0, allowDuplicate: true }))
      .orderID as string;
  const [stays, goes] = [await bookPart(), await bookPart()];
  await walk(goes, 'CANCELLED');
  await walk(stays, 'PICKUPCOMPLETED');
  expect(await orderOf(orderId)).toMatchObject({
    status: 'shipped',
    logistics: { status: 'shipped', deliveryId: stays },
  });
});

test('changing or cancelling an order under way is flagged, because its delivery does not change', async () => {
  const orderId = await addOrder('K-8');
  const update = async (updates: object) =>
    api.engine.ask(`PUT /v1/orders/${orderId}`, {
      headers: { 'x-tenant-api-key': owner.testKey },
      body: { updates },
    });
  const told = async () => {
    const { body } = await api.engine.ask(`GET /v1/orders/${orderId}/timeline`, {
      headers: { 'x-tenant-api-key': owner.testKey },
    });
    return (body as { title: string; metadata: object }[]).filter(
      ({ title }) => title === 'Delivery Unchanged',
    );
  };
  await update({ delivery_details: { address: '1 MG Road' } });
  expect(await told()).toEqual([]);
  const { orderID, trackingLink } = dataOf(await book({ businessOrderID: orderId, collectionsAmount: 0 }));
  await update({ notes: 'ring twice' });
  expect(await told()).toEqual([]);
  await update({ delivery_details: { address: '2 MG Road' } });
  expect(await told()).toEqual([
    {
      id: expect.any(String),
      title: 'Delivery Unchanged',
      description: 'The order was changed: its booked delivery stays as it was',
      type: 'pending',
      timestamp: expect.any(String),
      metadata: { delivery_id: orderID, tracking_number: String(trackingLink).split('/').at(-1) },
    },
  ]);
  await update({ status: 'cancelled' });
  await update({ status: 'cancelled' });
  expect((await told()).slice(1)).toMatchObject([
    { description: 'The order was cancelled: its booked delivery continues until it is cancelled too' },
  ]);
  await walk(orderID, 'DROPCOMPLETED');
  await update({ delivery_details: { address: '3 MG Road' } });
  expect(await told()).toHaveLength(2);
});

test('an id of two orders, or of none, is only a reference', async () => {
  const orderIds = [await addOrder('K-3', 'shop'), await addOrder('K-3', 'market')];
  expect(new Set(orderIds).size).toBe(2);
  for (const businessOrderID of ['K-3', 'K-4']) {
    const booked = dataOf(await book({ businessOrderID, collectionsAmount: undefined }));
    expect(dataOf(await ask(`GET /v2/order?orderID=${booked.orderID}`))).toMatchObject({ businessOrderID });
  }
  for (const orderId of orderIds)
    expect(await orderOf(orderId)).toMatchObject({ logistics: { status: 'none', deliveryId: null } });
});

test('an order made with the requestID of a check gets its price, or is refused when it is about something else', async () => {
  const at = { lat: 12.9121, lng: 77.6139 };
  const checked = await ask('POST /v2/serviceability', {
    fromCoordinates: at,
    toCoordinates: at,
    requestID: 'check-1',
    shipTypes: ['NOW'],
    tpPackageSizes: ['x-small'],
  });
  expect(checked.status).toBe(200);
  const quoted = { requestID: 'check-1', collectionsAmount: 0 };
  expect((await book(quoted)).status).toBe(200);
  const moved = await book({ ...quoted, dropAddress: { ...createExample.dropAddress, lat: 12.92 } });
  expect(refusalOf(moved)).toEqual([
    400,
    'E108',
    'The quote of requestID check-1 is for another drop location',
  ]);
  await api.table.update(
    { pk: `QUOTE#${owner.tenant.id}#test#check-1`, sk: 'QUOTE' },
    { set: { goodUntil: '2026-01-01T00:00:00.000Z' } },
  );
  const [status, code, message] = refusalOf(await book(quoted));
  expect([status, code, message]).toEqual([400, 'E108', expect.stringContaining('expired')]);
  expect((await book({ ...quoted, requestID: 'never-checked' })).status).toBe(200);
});
