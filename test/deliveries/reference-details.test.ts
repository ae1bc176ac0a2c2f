import { beforeEach, describe, expect, test } from 'vitest';
import { createExample } from '../../functions/delivery/bookings/create-body.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';
import { api, dataOf, refusalOf, useDeliveryApi } from './api.ts';
import { type DeliveryShop, openDeliveryShop } from './shop.ts';

let shop: DeliveryShop;

useDeliveryApi();
beforeEach(async () => {
  shop = await openDeliveryShop(api);
});

const agent = { name: 'John Doe', phone: '12345678990' };
const booked = async (changes: object = {}) => String(dataOf(await shop.book(changes)).orderID);

describe('the timeline', () => {
  test('holds the documented events and no others', async () => {
    const id = await booked({ isReadyToShip: false });
    const warehouse = { name: 'Depot', address: 'Hosur Road' };
    const steps: [event: string, details?: object][] = [
      ['READY_TO_SHIP'],
      ['AGENT_ACCEPTED_ORDER', { agent }],
      ['PICK_REACHED'],
      ['PICK_DONE'],
      ['WAREHOUSE_DROP_DONE', { warehouse }],
      ['WAREHOUSE_PICK_DONE', { warehouse }],
      ['DROP_REACHED'],
      ['DROP_FAILED', { reason: 'nobody there' }],
      ['REATTEMPT'],
      ['RETURN_INITIATED', { reasonCode: 'UNREACHABLE' }],
      ['RETURN_DONE'],
    ];
    for (const [event, details] of steps)
      expect([event, (await shop.report(id, event, details)).status]).toEqual([event, 200]);
    const timeline = dataOf<{ event: string; status: string }[]>(
      await shop.ask(`GET /v2/order/timeline?orderID=${id}`),
    );
    expect(timeline.map(({ event, status }) => [event, status])).toEqual([
      ['ORDER_CREATED', 'NEW'],
      ['AGENT_ACCEPTED_ORDER', 'STARTED'],
      ['PICK_DONE', 'PICKUPCOMPLETED'],
      ['WAREHOUSE_DROP_DONE', 'WH_DROP'],
      ['WAREHOUSE_PICK_DONE', 'WH_PICK'],
      ['DROP_FAILED', 'DROPREACHED'],
      ['REATTEMPT', 'DROPREACHED'],
      ['RETURN_INITIATED', 'RETURN_INITIATED'],
      ['RETURN_DONE', 'RETURNED'],
    ]);
  });
});

describe('a value of a wrong kind', () => {
  test.each([5, true, null, ['NOW'], { a: 1 }])(
    '%j has one form for every word of the body',
    async (value) => {
      const words = { orderType: value, shipType: value, paymentMode: value };
      const { status, body } = await shop.book(words);
      expect([status, body]).toEqual([
        400,
        {
          errors: {
            orderType: expect.any(String),
            paymentMode: expect.any(String),
            shipType: expect.any(String),
          },
          message: 'Input payload validation failed',
        },
      ]);
      const { errors } = body as { errors: Record<string, string> };
      const forms = Object.entries(errors).map(([field, text]) => text.replace(field, '…'));
      expect(new Set(forms).size).toBe(1);
      for (const field of Object.keys(words))
        expect((await shop.book({ [field]: value })).body).toMatchObject({
          errors: { [field]: errors[field] },
        });
      const moved = await shop.ask('POST /v2/test/order/status', {
        orderID: 'IN0000000000000',
        status: value,
      });
      expect([moved.status, moved.body]).toMatchObject([400, { errors: { status: expect.any(String) } }]);
    },
  );

  test('has its own code when the reference does not know the word', async () => {
    expect(refusalOf(await shop.book({ orderType: 'LEND' }))[1]).toBe('E003');
    expect(refusalOf(await shop.book({ shipType: 'LATER' }))[1]).toBe('E118');
    expect((await shop.book({ orderType: 'receive' })).status).toBe(200);
  });
});

describe('a serviceability check', () => {
  const at = { lat: 12.9121, lng: 77.6139 };
  const address = '1229, HSR Layout, Bangalore, Karnataka, 560102';
  test.each([{}, { lat: null, lng: null }, { lat: '', lng: '' }])(
    'reads %j as no coordinates',
    async (none) => {
      const checked = await shop.ask('POST /v2/serviceability', {
        fromAddress: address,
        fromCoordinates: none,
        toCoordinates: at,
        packageDimensions: {},
        packageWeight: {},
      });
      expect([checked.status, dataOf(checked)]).toMatchObject([200, { meta: { approximate: true } }]);
      const nowhere = await shop.ask('POST /v2/serviceability', { fromCoordinates: none, toCoordinates: at });
      expect(refusalOf(nowhere)[1]).toBe('E305');
    },
  );

  test('refuses half of the coordinates', async () => {
    const half = await shop.ask('POST /v2/serviceability', {
      fromAddress: address,
      fromCoordinates: { lat: 12.9 },
      toCoordinates: at,
    });
    expect(half.body).toMatchObject({ errors: { 'fromCoordinates.lng': expect.any(String) } });
  });

  test('by an address prices its order afresh', async () => {
    const requestID = 'by-address';
    const ends = { fromAddress: address, toAddress: address };
    expect((await shop.ask('POST /v2/serviceability', { ...ends, requestID })).status).toBe(200);
    expect((await shop.book({ requestID })).status).toBe(200);
  });
});

test('a businessOrderID is returned as sent, and finds its order with blanks around it', async () => {
  const orderId = await shop.order({ external_order_id: 'K-1' });
  const businessOrderID = '  K-1\u00a0 ';
  const id = await booked({ businessOrderID });
  expect(dataOf(await shop.ask(`GET /v2/order?orderID=${id}`)).businessOrderID).toBe(businessOrderID);
  expect((await shop.orderAt(orderId)).logistics.deliveryId).toBe(id);
  expect(refusalOf(await shop.book({ businessOrderID: 'K-1' }))[1]).toBe('E108');
});

describe('a one-time password', () => {
  test('is the same with blanks around it, in the order and at the door', async () => {
    const id = await booked({ otps: { pick: ' 1234 ', drop: '5678', rto: '  ' } });
    await shop.report(id, 'AGENT_ACCEPTED_ORDER', { agent });
    expect((await shop.report(id, 'PICK_DONE', { otp: '1234' })).status).toBe(200);
    expect((await shop.report(id, 'DROP_DONE', { otp: '   ' })).body).toMatchObject({
      error: { code: 'otp_missing' },
    });
    expect((await shop.report(id, 'DROP_DONE', { otp: ' 5678\n' })).status).toBe(200);
    expect(Object.keys((await shop.deliveryAt(id)).otps).toSorted()).toEqual(['drop', 'pickup']);
  });
});

test.each([
  ['receiver', 'name'],
  ['sender', 'name'],
  ['dropAddress', 'address'],
  ['pickAddress', 'address'],
] as const)('an empty %s.%s is refused, and nothing is booked', async (object, field) => {
  for (const empty of ['', '   ', '\u00a0', '\u200b \u2060\ufeff']) {
    const answer = await shop.book({ [object]: { ...createExample[object], [field]: empty } });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        errors: { [`${object}.${field}`]: `'${object}.${field}' is required property` },
        message: 'Input payload validation failed',
      },
    ]);
  }
  expect((await shop.books()).entries).toEqual([]);
});

test('a tenant whose money is not the region’s is refused at once, by every way to order', async () => {
  const { tenant, testKey } = await addTenant(api.table);
  const changes = { postpaid: { enabled: true, limit: 1_000_000 } };
  await updateTenant(api.table, tenant.id, changes, byAdmin());
  const message = 'Deliveries in BLR are paid in INR, and this business pays in COP';
  for (const [path, given] of [
    ['', { paymentMode: 'postpaid' }],
    ['', { paymentMode: 'wallet' }],
    ['/wallet', {}],
    ['/postpaid', {}],
  ] as const) {
    const body = { ...createExample, otps: null, ...given };
    const answer = await api.ask(`POST /v2/order/create${path}`, testKey, body);
    expect(refusalOf(answer)).toEqual([400, 'E108', message]);
  }
});
