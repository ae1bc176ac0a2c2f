import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/create-body.ts';
import type { AddedTenant } from '../support/tenant.ts';
import { addIndian, type DeliveryApi, dataOf, refusalOf, startDeliveryApi } from './api.ts';

let api: DeliveryApi;
let owner: AddedTenant;

beforeAll(async () => {
  api = await startDeliveryApi();
});

beforeEach(async () => {
  owner = await addIndian(api.table, {
    postpaid: { enabled: true, limit: 1000 },
    fundAccounts: [{ id: 'fa_1', primary: true }],
  });
});

afterAll(() => api.engine.stop());

const ask = (request: string, body?: unknown) => api.ask(request, owner.testKey, body);
const book = (changes: object) =>
  ask('POST /v2/order/create', { ...createExample, otps: null, paymentMode: 'postpaid', ...changes });

/** An order for 600 rupees to be paid at the door. */
async function addOrder(externalId: string, source = 'shop'): Promise<string> {
  const answer = await api.engine.ask('POST /v1/orders', {
    headers: { 'x-tenant-api-key': owner.testKey },
    body: {
      mobile: '+919812345678',
      name: 'Asha',
      product_items: [{ name: 'Kettle', quantity: 1, price: 600 }],
      external_order_source: source,
      external_order_id: externalId,
    },
  });
  return (answer.body as { order: { _id: string } }).order._id;
}

const orderOf = async (orderId: string) =>
  api.table.get({ pk: `ORDER#${owner.tenant.id}#test#${orderId}`, sk: 'ORDER' });

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

test('an id that two orders have, or none, is only a name', async () => {
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
