import { beforeAll, describe, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { NewerMessage, UnreadableMessage } from '../../shared/adapters/queues/carries.ts';
import { bookingMessages } from '../../shared/deliveries/dispatch/booking-message.ts';
import type { EventData } from '../../shared/events/catalogue.ts';
import { deliveryCodes, refusalCodes } from '../../shared/http/dialects/delivery-codes.ts';
import { addRegion, api, dataOf, useDeliveryApi } from '../deliveries/api.ts';
import { Crash, crashAfter, crashing } from '../support/crash.ts';
import { dispatch, openShop, pickup } from './shop.ts';

useDeliveryApi();
beforeAll(async () => {
  // South of Bengaluru's square, open on Mondays at noon.
  await addRegion(api.table, 'QUIET', 10, { monday: [{ from: '12:00', to: '13:00' }] });
});

/** Why an event says that nothing was booked, as the delivery API names it. */
const reasonsOf = (data: object) =>
  (data as EventData<'order.dispatch_failed'>).failures.map(({ reason, rule, message }) => ({
    code: refusalCodes[reason],
    rule,
    message: message ?? deliveryCodes[refusalCodes[reason]].reason,
  }));

/** What the orders dialect's timeline says of the order's dispatch. */
async function linesOf(key: string, orderId: string) {
  const { body } = await api.engine.ask(`GET /v1/orders/${orderId}/timeline`, {
    headers: { 'x-tenant-api-key': key },
  });
  const lines = body as { title: string; description: string; type: string; metadata: object }[];
  return lines
    .filter(({ title }) => /^Delivery (Booked|Scheduled|Not Booked)/.test(title))
    .map(({ title, description, type, metadata }) => ({ title, description, type, metadata }));
}

test('a confirmed cash order books its delivery, with what it owes to be collected', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed({ external_order_id: 'K-1' });
  const [message] = await shop.messages(orderId);
  await shop.work(message);
  const { logistics } = await shop.order(orderId);
  expect(logistics.status).toBe('processing');
  const delivery = dataOf(await api.ask(`GET /v2/order?orderID=${logistics.deliveryId}`, shop.key));
  expect(delivery).toMatchObject({
    businessOrderID: 'K-1',
    orderStatus: 'NEW',
    orderType: 'SEND',
    ship: { type: 'NOW' },
    pack: { type: 'x-small', message: 'Kettle x1' },
    pay: { additionalExpenses: ['Handling fee of the collection: 18 INR'] },
    pickLocation: {
      address: pickup.address,
      house_no: '',
      landmark: '',
      lat: pickup.lat,
      lng: pickup.lng,
      pincode: pickup.pincode,
    },
    dropLocation: { address: '12 MG Road, Bengaluru', lat: 12.9181, lng: 77.6199 },
    sender: { name: 'Warehouse', mobileNumber: '+918040001234', ignorePhoneCheck: false },
    receiver: { name: 'Asha', mobileNumber: '+919812345678', ignorePhoneCheck: false },
    userID: 'admin',
  });
  expect(await linesOf(shop.key, orderId)).toEqual([
    {
      title: 'Delivery Booked',
      description: 'The delivery was booked',
      type: 'info',
      metadata: { delivery_id: logistics.deliveryId, approximate: false },
    },
  ]);
});

test('coordinates of an earlier address are not used; those sent after it are', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed();
  const move = async (delivery_details: object) => {
    await api.engine.ask(`PUT /v1/orders/${orderId}`, {
      headers: { 'x-tenant-api-key': shop.key },
      body: { updates: { delivery_details, status: 'needs_review' } },
    });
    await shop.setStatus(orderId, 'confirmed');
    await shop.work((await shop.messages(orderId)).at(-1));
  };
  await move({ address: '7 Brigade Road, Bengaluru' });
  expect(await linesOf(shop.key, orderId)).toMatchObject([
    {
      title: 'Delivery Not Booked',
      description: 'The address cannot be located: it needs a known postal code, or coordinates',
    },
  ]);
  await move({ location: { lat: 12.9, lng: 77.61 } });
  const { logistics } = await shop.order(orderId);
  const delivery = dataOf(await api.ask(`GET /v2/order?orderID=${logistics.deliveryId}`, shop.key));
  expect(delivery.dropLocation).toMatchObject({
    address: '7 Brigade Road, Bengaluru',
    lat: 12.9,
    lng: 77.61,
  });
});

test('the delivery is named by the order’s own id where another order has its external id too', async () => {
  const shop = await openShop(api);
  const orderId = await shop.confirmed({ external_order_id: 'K-2', external_order_source: 'shop' });
  await shop.confirmed({ external_order_id: 'K-2', external_order_source: 'market' });
  await shop.work((await shop.messages(orderId))[0]);
  const { logistics } = await shop.order(orderId);
  const delivery = dataOf(await api.ask(`GET /v2/order?orderID=${logistics.deliveryId}`, shop.key));
  expect(delivery.businessOrderID).toBe(orderId);
});

describe('one confirmation', () => {
  test('books once, however often and at the same time its message comes', async () => {
    const shop = await openShop(api);
    const orderId = await shop.confirmed();
    const [message] = await shop.messages(orderId);
    await Promise.all(Array.from({ length: 6 }, () => shop.work(message)));
    await shop.work(message);
    expect(await shop.bookings()).toBe(1);
    expect(await linesOf(shop.key, orderId)).toHaveLength(1);
  });

  test('books once, after whichever step the worker died', async () => {
    const shop = await openShop(api, { postpaid: { enabled: true, limit: 100_000 } });
    let booked = 0;
    for (let steps = 1; ; steps++) {
      const orderId = await shop.confirmed();
      const [message] = await shop.messages(orderId);
      const point = crashAfter(steps);
      const died = await shop.work(message, crashing(api.table, point)).then(
        () => false,
        (error) => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      await shop.work(message);
      booked++;
      expect([steps, await shop.bookings()]).toEqual([steps, booked]);
      expect(await linesOf(shop.key, orderId)).toHaveLength(1);
      if (!died) break;
    }
    expect(booked).toBeGreaterThan(5);
  });

  test('does not book again what was cancelled since; the next confirmation does', async () => {
    const shop = await openShop(api);
    const orderId = await shop.confirmed();
    const [first] = await shop.messages(orderId);
    await shop.work(first);
    const { logistics } = await shop.order(orderId);
    await api.ask('POST /v2/order/cancel', shop.key, { orderID: logistics.deliveryId, reason: 'any' });
    await shop.work(first);
    expect((await shop.order(orderId)).logistics).toMatchObject({ status: 'none', deliveryId: null });
    await shop.setStatus(orderId, 'needs_review');
    await shop.setStatus(orderId, 'confirmed');
    const [, second] = await shop.messages(orderId);
    await shop.work(second);
    expect((await shop.order(orderId)).logistics.status).toBe('processing');
  });

  test('does nothing when the order is not confirmed any more', async () => {
    const shop = await openShop(api);
    for (const status of ['cancelled', 'pending', 'needs_review']) {
      const orderId = await shop.confirmed();
      await shop.setStatus(orderId, status);
      const before = await shop.events(orderId);
      await shop.work((await shop.messages(orderId))[0]);
      expect(await shop.events(orderId)).toEqual(before);
    }
    expect(await shop.bookings()).toBe(0);
  });

  test('does nothing when it was booked by hand meanwhile, even when that is cancelled', async () => {
    const shop = await openShop(api);
    const orderId = await shop.confirmed();
    const [message] = await shop.messages(orderId);
    const body = { ...createExample, paymentMode: 'postpaid', businessOrderID: orderId };
    const { orderID } = dataOf(await api.ask('POST /v2/order/create', shop.key, body));
    await shop.work(message);
    expect((await shop.order(orderId)).logistics.deliveryId).toBe(orderID);
    await api.ask('POST /v2/order/cancel', shop.key, { orderID, reason: 'any' });
    await shop.work(message);
    expect([await shop.bookings(), await linesOf(shop.key, orderId)]).toEqual([1, []]);
  });

  test('of a tenant that does not ask for it books nothing', async () => {
    const shop = await openShop(api, { autoDispatch: false });
    const orderId = await shop.confirmed();
    await shop.work((await shop.messages(orderId))[0]);
    expect(await shop.bookings()).toBe(0);
  });

  test('of a prepaid order books nothing', async () => {
    const shop = await openShop(api);
    const orderId = await shop.confirmed({ payment_info: { method: 'card', status: 'paid' } });
    expect(await shop.messages(orderId)).toEqual([]);
  });
});

test('an unknown message of the bookings queue is left to its dead letters', () => {
  const dispatch = { kind: 'dispatch', tenantId: 'tnt_1', mode: 'live', orderId: 'ord_1', sequence: 1 };
  expect(bookingMessages.read(dispatch)).toBe(dispatch);
  const { sequence: _, ...incomplete } = dispatch;
  for (const message of [null, 'dispatch', {}, { kind: 3 }, incomplete, { ...dispatch, mode: 'dry' }])
    expect(() => bookingMessages.read(message)).toThrow(UnreadableMessage);
  expect(() => bookingMessages.read({ kind: 'dial' })).toThrow(NewerMessage);
});

describe('where nothing can be booked the timeline says why, once', () => {
  const reason = (code: string, rule: string, message: unknown) => ({ code, rule, message });
  test.each<[string, Parameters<typeof openShop>[1], object, object[]]>([
    [
      'no settings',
      { dispatch: null },
      {},
      [reason('E108', 'request', 'Dispatch is not set up: its pickup address is missing')],
    ],
    ['no address', {}, { delivery_details: null }, [reason('E121', 'drop_area', 'The order has no address')]],
    [
      'an address that nobody knows',
      {},
      { delivery_details: { address: 'Macondo' } },
      [
        reason(
          'E121',
          'drop_area',
          'The address cannot be located: it needs a known postal code, or coordinates',
        ),
      ],
    ],
    [
      'an address of which only the neighbourhood is known',
      {},
      { delivery_details: { address: '12 Sector 2, HSR Layout, Bengaluru 560102' } },
      [
        reason(
          'E108',
          'request',
          'Only the neighbourhood of the address is known: with acceptApproximate it is booked and billed',
        ),
      ],
    ],
    [
      'an address out of the area, and too little cash',
      {},
      {
        delivery_details: { location: { lat: 1, lng: 1 } },
        product_items: [{ name: 'Gum', quantity: 1, price: 5 }],
      },
      [
        reason('E103', 'drop_area', 'The drop location is out of the serviceable area'),
        reason('E113', 'collections', 'Collection amount should be between 150 and 10000 INR'),
      ],
    ],
    [
      'an order in other money',
      {},
      { payment_info: { currency: 'COP' } },
      [reason('E113', 'collections', 'The order is in COP, and in BLR only INR is collected')],
    ],
    [
      'no credit',
      { postpaid: { enabled: true, limit: 1 } },
      {},
      [reason('E142', 'payment', 'postpaid_limit_exceeded')],
    ],
    [
      'no postpaid',
      { postpaid: { enabled: false, limit: 0 } },
      {},
      [reason('E141', 'payment', 'no_postpaid_access')],
    ],
    [
      'an empty wallet',
      { dispatch: { ...dispatch, paymentMode: 'wallet' } },
      {},
      [reason('E151', 'payment', 'in_sufficient_wallet_balance')],
    ],
    [
      'nowhere to pay the cash to',
      { fundAccounts: [] },
      {},
      [reason('E122', 'fund_accounts', expect.any(String))],
    ],
  ])('%s', async (_, settings, order, reasons) => {
    const shop = await openShop(api, settings);
    const orderId = await shop.confirmed(order);
    const [message] = await shop.messages(orderId);
    await shop.work(message);
    await shop.work(message);
    const told = (await shop.events(orderId)).filter(({ type }) => type === 'order.dispatch_failed');
    expect(told.map(({ data }) => reasonsOf(data))).toEqual([reasons]);
    expect(await linesOf(shop.key, orderId)).toEqual([
      {
        title: 'Delivery Not Booked',
        description: told.flatMap(({ data }) => reasonsOf(data).map(({ message }) => message)).join('; '),
        type: 'error',
        metadata: { reasons },
      },
    ]);
    expect(await shop.bookings()).toBe(0);
    expect((await shop.order(orderId)).logistics.status).toBe('none');
  });
});

test('a known neighbourhood is enough for tenants that accept it, and the timeline shows it', async () => {
  const shop = await openShop(api, { dispatch: { ...dispatch, acceptApproximate: true } });
  const orderId = await shop.confirmed({
    delivery_details: { address: '12 Sector 2, HSR Layout, Bengaluru 560102' },
  });
  await shop.work((await shop.messages(orderId))[0]);
  expect(await linesOf(shop.key, orderId)).toMatchObject([
    {
      title: 'Delivery Booked',
      description: 'The delivery was booked, billed to the neighbourhood of the address',
      metadata: { approximate: true },
    },
  ]);
});

test('outside of hours a delivery is booked for the region’s next opening', async () => {
  const there = { ...pickup, lat: 10.1, lng: 77.6 };
  const shop = await openShop(api, { dispatch: { ...dispatch, pickup: there } });
  const orderId = await shop.confirmed({ delivery_details: { location: { lat: 10.11, lng: 77.6 } } });
  // A Tuesday; noon in India is half past six.
  const tuesday = new Date('2026-11-24T10:00:00.000Z');
  await shop.work((await shop.messages(orderId))[0], api.table, tuesday);
  const monday = '2026-11-30T06:30:00.000Z';
  const { logistics } = await shop.order(orderId);
  expect(await linesOf(shop.key, orderId)).toEqual([
    {
      title: 'Delivery Scheduled',
      description: `Closed now: the delivery is booked for ${monday}`,
      type: 'info',
      metadata: { delivery_id: logistics.deliveryId, scheduled_at: monday, approximate: false },
    },
  ]);
  const delivery = dataOf(await api.ask(`GET /v2/order?orderID=${logistics.deliveryId}`, shop.key));
  expect(delivery.requestedAtTimestamp).toBe(Date.parse(monday) / 1000);
});

test('coordinates are those of the address that they came with: a corrected one is looked up', async () => {
  const shop = await openShop(api, { dispatch: { ...dispatch, acceptApproximate: true } });
  const orderId = await shop.confirmed();
  const order = await shop.order(orderId);
  const key = { pk: `ORDER#${shop.tenantId}#test#${orderId}`, sk: 'ORDER' };
  await api.table.update(key, { set: { addressFinal: '5 MG Road, Bengaluru 560001' } });
  await shop.work((await shop.messages(orderId))[0]);
  const { logistics } = await shop.order(orderId);
  const delivery = dataOf(await api.ask(`GET /v2/order?orderID=${logistics.deliveryId}`, shop.key));
  const { dropLocation } = delivery as { dropLocation: { address: string; lat: number } };
  expect(order.addressFinal).toBeNull();
  expect(dropLocation.address).toBe('5 MG Road, Bengaluru 560001');
  expect(dropLocation.lat).not.toBe(12.9181);
});
