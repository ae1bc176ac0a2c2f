import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createExample,
  postpaidExample,
  walletExample,
} from '../../functions/delivery/bookings/create-body.ts';
import type { AddedTenant } from '../support/data/tenant.ts';
import { addIndian, addRegion, api, dataOf, refusalOf, useDeliveryApi } from './api.ts';

let owner: AddedTenant;
let key: string;

useDeliveryApi();
beforeAll(async () => {
  await addRegion(api.table, 'NORTH', 20);
  await addRegion(api.table, 'SHUT', 30, { monday: [{ from: '09:00', to: '09:01' }] });
});

beforeEach(async () => {
  owner = await addIndian(api.table, { postpaid: { enabled: true, limit: 1000 } });
  key = owner.testKey;
});

const addMoney = (amount: number) => api.ask('POST /v2/test/wallet', key, { walletType: 'business', amount });
const create = (changes: object = {}) =>
  api.ask('POST /v2/order/create', key, { ...createExample, ...changes });
const postpaid = { paymentMode: 'postpaid' };
const requestTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const orderID = expect.stringMatching(/^IN\d{13}$/);
const place = createExample.pickAddress;

describe("the reference's order", () => {
  test('is booked at once from a wallet with enough money', async () => {
    await addMoney(118);
    const { status, body } = await create();
    expect([status, body]).toEqual([
      200,
      {
        status: 'success',
        data: {
          orderID,
          pendingPayment: false,
          temporaryOrderID: expect.stringMatching(/^tmp_/),
          trackingLink: expect.stringMatching(/^https:\/\/api\.test\/track\/trk_/),
        },
        requestTime,
      },
    ]);
  });

  test('is booked on credit', async () => {
    const { status, body } = await create(postpaid);
    expect([status, body]).toEqual([
      200,
      {
        status: 'success',
        data: {
          orderID,
          pendingPayment: false,
          temporaryOrderID: '',
          trackingLink: expect.stringMatching(/^https:\/\/api\.test\/track\/trk_/),
        },
        requestTime,
      },
    ]);
  });

  test('is booked by the older endpoints', async () => {
    await addMoney(118);
    const credit = await api.ask('POST /v2/order/create/postpaid', key, postpaidExample);
    expect([credit.status, credit.body]).toEqual([
      200,
      { status: 'success', data: { orderId: orderID, pendingPayment: 'false' }, requestTime },
    ]);
    const wallet = await api.ask('POST /v2/order/create/wallet', key, walletExample);
    expect([wallet.status, dataOf(wallet)]).toEqual([
      200,
      { orderID, pendingPayment: false, temporaryOrderID: expect.stringMatching(/^tmp_/) },
    ]);
  });

  test('is shown with every documented field', async () => {
    const { orderID: id, trackingLink } = dataOf(await create(postpaid));
    const { status, body } = await api.ask(`GET /v2/order?orderID=${id}`, key);
    expect([status, body]).toEqual([
      200,
      {
        status: 'success',
        data: {
          agentDetails: { name: '', phone: '' },
          businessOrderID: '',
          business_code: owner.tenant.id,
          createdTimestamp: expect.any(Number),
          distance: 0,
          dropLocation: createExample.dropAddress,
          lastmodifiedTimestamp: expect.any(Number),
          orderID: id,
          orderStatus: 'NEW',
          orderType: 'SEND',
          pack: createExample.pack,
          pay: { additionalExpenses: [] },
          pickLocation: createExample.pickAddress,
          receiver: createExample.receiver,
          requestedAtTimestamp: expect.any(Number),
          returnMarked: false,
          sender: createExample.sender,
          ship: { type: 'NOW' },
          temporaryOrderID: '',
          trackingID: String(trackingLink).split('/').at(-1),
          trackingLink,
          userID: 'admin',
        },
        requestTime,
      },
    ]);
  });

  test('keeps its one-time passwords only as hashes', async () => {
    const { orderID: id } = dataOf(await create({ ...postpaid, otps: { drop: '987654' } }));
    const item = await api.table.get({ pk: `PARCEL#${owner.tenant.id}#test#${id}`, sk: 'PARCEL' });
    expect(item?.otps).toEqual({
      drop: { salt: expect.any(String), hash: expect.any(String), tries: 0, used: false },
    });
    expect(JSON.stringify(item)).not.toContain('987654');
  });
});

test('only the required fields are needed, and ship types are accepted in both spellings', async () => {
  const { dropAddress, pickAddress, orderType, receiver, sender } = createExample;
  const at = ({ address, lat, lng }: typeof place) => ({ address, lat, lng });
  const who = ({ name, mobileNumber }: typeof sender) => ({ name, mobileNumber });
  const body = {
    dropAddress: at(dropAddress),
    pickAddress: at(pickAddress),
    orderType,
    receiver: who(receiver),
    sender: who(sender),
    pack: { type: 'Small' },
    shipType: 'now',
    paymentMode: 'postpaid',
  };
  const { orderID: id } = dataOf(await api.ask('POST /v2/order/create', key, body));
  expect(dataOf(await api.ask(`GET /v2/order?orderID=${id}`, key))).toMatchObject({
    pack: { type: 'small', no_of_items: 1, itemTypes: [], isFragile: false, isSecure: false, message: '' },
    ship: { type: 'NOW' },
    dropLocation: { house_no: '', landmark: '', pincode: '' },
  });
});

test.each(['businessOrderID', 'requestID', 'userID'])(
  'a %s that is too long for a key of the table is refused',
  async (field) => {
    const answer = await create({ ...postpaid, [field]: 'ü'.repeat(201) });
    expect(refusalOf(answer)).toEqual([400, 'E003', `${field} must have at most 200 characters`]);
    const longest = await create({ ...postpaid, [field]: '\u{1f4e6}'.repeat(100) });
    expect([longest.status, refusalOf(longest)[1]]).toEqual(
      field === 'userID' ? [400, 'E105'] : [200, undefined],
    );
  },
);

test('a requestID and an order’s id are the same with blanks around them', async () => {
  const request = {
    fromCoordinates: place,
    toCoordinates: place,
    requestID: ' check-9',
    shipTypes: ['RUSH'],
  };
  expect((await api.ask('POST /v2/serviceability', key, request)).status).toBe(200);
  const answer = await create({ ...postpaid, requestID: 'check-9 ', businessOrderID: ' K-9 ' });
  expect(refusalOf(answer)).toEqual([
    400,
    'E108',
    'The quote of requestID check-9 has no price for NOW and package size x-small',
  ]);
  const { orderID: id } = dataOf(await create({ ...postpaid, businessOrderID: ' K-9 ' }));
  expect(dataOf(await api.ask(`GET /v2/order?orderID=${id}`, key))).toMatchObject({
    businessOrderID: ' K-9 ',
  });
});

test.each(
  ['', '/postpaid', '/wallet'].flatMap((kind) => ['', 'null', '[]', '7'].map((body) => [kind, body])),
)('POST /v2/order/create%s of %j, which is no order, is refused as such', async (kind, body) => {
  const { status, body: told } = await api.ask(`POST /v2/order/create${kind}`, owner.testKey, body);
  expect([status, told]).toMatchObject([400, { message: 'Input payload validation failed' }]);
});

test('missing and mistyped fields have their own envelope, unless a specific code says more', async () => {
  const { orderType: _orderType, ...rest } = { ...createExample, instructions: 5 };
  const answer = await api.ask('POST /v2/order/create', key, rest);
  expect([answer.status, answer.body]).toEqual([
    400,
    {
      errors: {
        instructions: 'instructions must be a text',
        orderType: "'orderType' is required property",
      },
      message: 'Input payload validation failed',
    },
  ]);
  const specific = await api.ask('POST /v2/order/create', key, { ...rest, shipType: 'DRONE' });
  expect(refusalOf(specific)).toEqual([400, 'E118', 'Invalid ship type requested']);
  const sized = await api.ask('POST /v2/order/create', key, { ...rest, pack: { type: 'huge' } });
  expect(refusalOf(sized)).toEqual([400, 'E112', 'Unknown package size']);
});

const person = createExample.sender;
const far = { ...place, lat: 12.95 };
const past = Math.floor(Date.now() / 1000) - 3600;

test.each<[string, object, string]>([
  ['outside of all regions', { pickAddress: { ...place, lat: 51 } }, 'E103'],
  ['in the past', { scheduledTimestamp: past }, 'E104'],
  ['for an unknown user', { userID: 'usr_1' }, 'E105'],
  ['from one region to another', { dropAddress: { ...place, lat: 20.1 } }, 'E107'],
  ['of an unknown package size', { pack: { ...createExample.pack, type: 'huge' } }, 'E112'],
  ['with a collection below 150', { collectionsAmount: 149 }, 'E113'],
  ['with a collection above 10,000', { collectionsAmount: 10_001 }, 'E113'],
  ['with an unknown promo code', { promoCode: 'NOPE' }, 'E114'],
  ['farther than its ship type goes', { shipType: 'RUSH', dropAddress: far }, 'E115'],
  ['by an enterprise ship type', { shipType: 'NOW_ENTERPRISE' }, 'E117'],
  ['by an unknown ship type', { shipType: 'LATER' }, 'E118'],
  [
    'of a size that is not carried there',
    { pack: { ...createExample.pack, type: 'full-truck-load' } },
    'E119',
  ],
  ['with no phone number', { sender: { ...person, mobileNumber: 'call me' } }, 'E120'],
  ['without coordinates', { dropAddress: { ...place, lat: undefined } }, 'E121'],
  ['with a collection but no fund accounts', { collectionsAmount: 500 }, 'E122'],
  ['by an unknown payment mode', { paymentMode: 'cash' }, 'E124'],
  ['from an unknown wallet', { paymentMode: 'wallet', walletType: 'savings' }, 'E152'],
  ['of an unknown order type', { orderType: 'LEND' }, 'E003'],
])('a delivery %s is refused', async (_what, changes, code) => {
  const [status, refused] = refusalOf(await create({ ...postpaid, ...changes }));
  expect([status, refused]).toEqual([400, code === 'E113' ? expect.stringMatching(/^E113$/) : code]);
});

test.each([
  ['', 'The phone number is empty'],
  [' ', 'The phone number is empty'],
  ['call me', 'call me is no phone number'],
])('a phone that is %j is refused in words', async (mobileNumber, message) => {
  const { status, body } = await create({ ...postpaid, receiver: { ...person, mobileNumber } });
  expect([status, body]).toMatchObject([
    400,
    { code: 'E120', message, details: { issues: [{ field: 'receiver.mobileNumber' }] } },
  ]);
});

test('a phone with its country in brackets is one, and is kept as it was written', async () => {
  const receiver = { ...person, mobileNumber: '(+91) 98765 43210' };
  const { orderID: id } = dataOf(await create({ ...postpaid, receiver }));
  for (const asked of [id, `%20${id}%0A`])
    expect(dataOf(await api.ask(`GET /v2/order?orderID=${asked}`, key))).toMatchObject({ receiver });
});

test('an unchecked phone may be anything', async () => {
  const sender = { ...person, mobileNumber: 'call me', ignorePhoneCheck: true };
  expect((await create({ ...postpaid, sender })).status).toBe(200);
});

test('a pickup is scheduled in seconds, in milliseconds or in ISO 8601 with an offset', async () => {
  const at = new Date((Math.floor(Date.now() / 1000) + 86_400) * 1000);
  const seconds = at.getTime() / 1000;
  for (const scheduledTimestamp of [
    seconds,
    at.getTime(),
    String(seconds),
    seconds + 0.654321,
    `${seconds}.654321`,
    at.toISOString().replace('Z', '+0000'),
  ]) {
    const { orderID } = dataOf<{ orderID: string }>(await create({ ...postpaid, scheduledTimestamp }));
    const answer = await api.ask(`GET /v2/order?orderID=${orderID}`, owner.testKey);
    expect(dataOf(answer)).toMatchObject({ requestedAtTimestamp: seconds });
  }
  for (const scheduledTimestamp of ['tomorrow', '2026-12-01 10:00'])
    expect(refusalOf(await create({ ...postpaid, scheduledTimestamp }))).toEqual([
      400,
      'E003',
      'scheduledTimestamp must be a valid time: epoch seconds, or ISO 8601 with an offset',
    ]);
});

test.each([
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00.0000000',
  '1970-01-01T00:00:00Z',
  -62_135_596_800,
  '0',
  0,
])('a pickup at %j, which was never set, is at once', async (scheduledTimestamp) => {
  const now = Date.now() / 1000;
  const { orderID } = dataOf<{ orderID: string }>(await create({ ...postpaid, scheduledTimestamp }));
  const answer = await api.ask(`GET /v2/order?orderID=${orderID}`, owner.testKey);
  const { requestedAtTimestamp } = dataOf<{ requestedAtTimestamp: number }>(answer);
  expect(Math.abs(requestedAtTimestamp - now)).toBeLessThan(600);
});

test('a region that is closed books nothing', async () => {
  const shut = { ...place, lat: 30.1 };
  const soon = Math.floor(Date.UTC(2026, 10, 24, 6) / 1000);
  const answer = await create({
    ...postpaid,
    pickAddress: shut,
    dropAddress: shut,
    scheduledTimestamp: soon,
  });
  expect(refusalOf(answer).slice(0, 2)).toEqual([400, 'E104']);
});

test('a refusal lists every broken rule, and has the code of the first', async () => {
  const answer = await create({
    ...postpaid,
    shipType: 'NOW_ENTERPRISE',
    userID: 'usr_1',
    promoCode: 'NOPE',
    collectionsAmount: 20,
  });
  const { code, details } = answer.body as { code: string; details: { failures: { code: string }[] } };
  expect([answer.status, code, details.failures.map((failure) => failure.code)]).toEqual([
    400,
    'E105',
    ['E105', 'E113', 'E114', 'E117', 'E122'],
  ]);
});

test('a place out of reach comes before an unknown size and ship type', async () => {
  const nowhere = { ...place, lat: 51 };
  const answer = await create({
    ...postpaid,
    pickAddress: nowhere,
    dropAddress: { ...nowhere, lat: 52 },
    pack: { type: 'huge' },
    shipType: 'LATER',
    scheduledTimestamp: past,
  });
  const { code, details } = answer.body as { code: string; details: { failures: { rule: string }[] } };
  expect([answer.status, code, details.failures.map(({ rule }) => rule)]).toEqual([
    400,
    'E103',
    ['pickup_area', 'drop_area', 'hours', 'size', 'ship_type'],
  ]);
});

test('credit is for tenants that have it, up to its limit', async () => {
  const other = await addIndian(api.table);
  const denied = await api.ask('POST /v2/order/create/postpaid', other.testKey, postpaidExample);
  expect(refusalOf(denied)).toEqual([403, 'E141', 'no_postpaid_access']);
  for (let booked = 1; booked <= 8; booked++) expect((await create(postpaid)).status).toBe(200);
  expect(refusalOf(await create(postpaid))).toEqual([400, 'E142', 'postpaid_limit_exceeded']);
});

test('an enterprise has its own ship types and no others', async () => {
  const enterprise = await addIndian(api.table, {
    enterpriseShipTypes: ['NOW_ENTERPRISE'],
    postpaid: { enabled: true, limit: 1000 },
  });
  const order = (shipType: string) =>
    api.ask('POST /v2/order/create', enterprise.testKey, { ...createExample, ...postpaid, shipType });
  expect((await order('now_enterprise')).status).toBe(200);
  expect(refusalOf(await order('NOW'))[1]).toBe('E117');
  expect(refusalOf(await order('RUSH_ENTERPRISE'))[1]).toBe('E117');
});

test('collections need a primary fund account', async () => {
  const accounts = (primary: boolean) => ({
    postpaid: { enabled: true, limit: 1000 },
    fundAccounts: [{ id: 'fa_1', primary }],
  });
  const order = async (terms: Parameters<typeof addIndian>[1]) => {
    key = (await addIndian(api.table, terms)).testKey;
    return create({ ...postpaid, collectionsAmount: 150 });
  };
  expect(refusalOf(await order(accounts(false)))[1]).toBe('E123');
  const booked = await order(accounts(true));
  const { orderID: id } = dataOf(booked);
  expect(dataOf(await api.ask(`GET /v2/order?orderID=${id}`, key))).toMatchObject({
    pay: { additionalExpenses: ['Handling fee of the collection: 4.5 INR'] },
  });
});

test('requests without a key, with an unknown one, and to unknown paths are refused in the envelope', async () => {
  const none = await api.engine.ask('GET /v2/order?orderID=IN1');
  expect([none.status, none.body]).toEqual([
    401,
    { status: 'error', message: expect.any(String), code: 'E001', requestTime },
  ]);
  const wrong = await api.ask('GET /v2/order?orderID=IN1', 'tk_test_00000000000000000000');
  expect(refusalOf(wrong).slice(0, 2)).toEqual([401, 'E002']);
  expect(refusalOf(await api.ask('GET /v2/nothing', key)).slice(0, 2)).toEqual([404, 'E003']);
});

test('an unset order id, an unknown one and one of another tenant get different answers', async () => {
  const { orderID: id } = dataOf(await create(postpaid));
  const other = await addIndian(api.table);
  expect(refusalOf(await api.ask('GET /v2/order', key))).toEqual([400, 'E116', 'Order id must be provided']);
  expect(refusalOf(await api.ask('GET /v2/order?orderID=IN0000000000000', key))).toEqual([
    404,
    'E101',
    'order_not_found',
  ]);
  expect(refusalOf(await api.ask(`GET /v2/order?orderID=${id}`, other.testKey))).toEqual([
    403,
    'E106',
    'this_order_does_not_belong_to_your_business',
  ]);
  expect(refusalOf(await api.ask(`GET /v2/order?orderID=${id}`, owner.liveKey))[1]).toBe('E101');
  for (const [request, body] of [
    [`GET /v2/order/timeline?orderID=${id}`],
    [`GET /v2/order/tracking?orderID=${id}`],
    ['POST /v2/order/cancel', { orderID: id, reason: 'any reason' }],
    ['POST /v2/test/order/status', { orderID: id, status: 'STARTED' }],
  ] as const)
    expect([request, ...refusalOf(await api.ask(request, other.testKey, body)).slice(0, 2)]).toEqual([
      request,
      403,
      'E106',
    ]);
});

test('RECEIVE is a delivery to the user who books it', async () => {
  const { orderID: id } = dataOf(await create({ ...postpaid, orderType: 'RECEIVE' }));
  expect(dataOf(await api.ask(`GET /v2/order?orderID=${id}`, key))).toMatchObject({
    orderType: 'RECEIVE',
    userID: 'admin',
  });
});

test('an internal fault is E004, without details', async () => {
  const { orderID: id } = dataOf(await create(postpaid));
  const itemKey = { pk: `PARCEL#${owner.tenant.id}#test#${id}`, sk: 'PARCEL' };
  await api.table.update(itemKey, { set: { pack: null } });
  const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const answer = await api.ask(`GET /v2/order?orderID=${id}`, key);
  output.mockRestore();
  expect([answer.status, answer.body]).toEqual([
    500,
    { status: 'error', message: 'internal_server_error', code: 'E004', requestTime },
  ]);
});

test('a repeated Idempotency-Key books once', async () => {
  const send = () =>
    api.ask('POST /v2/order/create', key, { ...createExample, ...postpaid }, { 'idempotency-key': 'one' });
  const answers = await Promise.all([send(), send(), send()]);
  expect(new Set(answers.map((answer) => dataOf(answer).orderID)).size).toBe(1);
});
