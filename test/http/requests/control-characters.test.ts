import { beforeAll, expect, test } from 'vitest';
import { postpaidExample } from '../../../functions/delivery/bookings/create-body.ts';
import { addIndian, api, dataOf, useDeliveryApi } from '../../deliveries/api.ts';
import { makeHook, postToHook } from '../../intake/hooks.ts';
import { ADMIN_KEY } from '../../support/api/api.ts';
import type { AddedTenant } from '../../support/data/tenant.ts';

let owner: AddedTenant;

useDeliveryApi();
beforeAll(async () => {
  owner = await addIndian(api.table, { postpaid: { enabled: true, limit: 10_000 } });
});

const NAME = 'As\u0000ha\u001b\u009f Rao\n';
const ADDRESS = '12 MG\u0000 Road\r\nBengaluru\t1\u007f';
const clean = { name: 'Asha Rao', address: '12 MG Road Bengaluru 1' };

const orderOf = async (orderId: unknown) =>
  (await api.engine.ask(`GET /api/v1/orders/${orderId}`, { key: owner.testKey })).body;

test('names and addresses lose their control characters in the confirmation API; free JSON keeps its own', async () => {
  const { body } = await api.engine.ask('POST /api/v1/calls/trigger', {
    key: owner.testKey,
    body: {
      source: 'shop\u0000',
      callType: 'confirmation',
      customer: { name: NAME, phone: '+91\u00009812345678', city: 'Benga\u0007luru' },
      address: { address1: ADDRESS, address2: 'Flat\u0000 3', city: 'Bengaluru', province: 'K\u0000A' },
      order: {
        externalId: 'C-\u00001',
        products: [{ name: 'Gel\u0000', quantity: 1, price: 500 }],
        totalPrice: 500,
        currency: 'INR',
        metadata: { raw: NAME },
      },
    },
  });
  expect(await orderOf((body as { orderId: string }).orderId)).toMatchObject({
    source: 'shop',
    externalId: 'C-1',
    customer: { name: clean.name, phone: '+919812345678', city: 'Bengaluru' },
    address: { address1: clean.address, address2: 'Flat 3', province: 'KA' },
    products: 'Gel x1',
    metadata: { raw: NAME },
  });
});

test('and in the orders API, whose notes keep their lines', async () => {
  const headers = { 'x-tenant-api-key': owner.testKey };
  const given = { recipient_name: NAME, address: ADDRESS, notes: 'a\u0000\nb', mine: NAME };
  const { body } = await api.engine.ask('POST /v1/orders', {
    headers,
    body: {
      mobile: '9812345678',
      name: NAME,
      product_items: [{ name: 'Gel\u0000', quantity: 1, price: 5 }],
      delivery_details: given,
      notes: 'First\u0000\nsecond',
    },
  });
  const { _id: id } = (body as { order: { _id: string } }).order;
  const { body: read } = await api.engine.ask(`GET /v1/orders/${id}`, { headers });
  expect(read).toMatchObject({
    name: clean.name,
    product_items: [{ name: 'Gel' }],
    delivery_details: { recipient_name: clean.name, address: clean.address, notes: 'a\nb', mine: NAME },
    notes: 'First\nsecond',
  });
  await api.engine.ask(`PUT /v1/orders/${id}`, { headers, body: { updates: { name: `New ${NAME}` } } });
  expect(await orderOf(id)).toMatchObject({ customer: { name: `New ${clean.name}` } });
});

test('and at intake hooks, as JSON and as a form', async () => {
  const { token } = await makeHook(api.engine, owner.testKey);
  const json = { phone: '9812345678', id: 'I-1', first_name: NAME, address: ADDRESS, payment: { amount: 5 } };
  const form =
    'phone=9812345678&id=I-2&first_name=As%00ha+Rao&address=12+MG%00+Road%0D%0ABengaluru%091&payment[amount]=5';
  const answers = [
    await postToHook(api.engine, token, json),
    await postToHook(api.engine, token, form, { 'content-type': 'application/x-www-form-urlencoded' }),
  ];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(
    answers.map(() => [200, expect.anything()]),
  );
  for (const { body } of answers)
    expect(await orderOf((body as { order_id: string }).order_id)).toMatchObject({
      customer: { name: clean.name },
      address: { address1: clean.address },
    });
});

test('and in the delivery API', async () => {
  const answer = await api.ask('POST /v2/order/create/postpaid', owner.testKey, {
    ...postpaidExample,
    receiver: { ...postpaidExample.receiver, name: NAME },
    dropAddress: {
      ...postpaidExample.dropAddress,
      address: ADDRESS,
      house_no: '2\u000002',
      landmark: 'x\u0000',
    },
  });
  expect([answer.status, answer.body]).toMatchObject([200, {}]);
  const { orderId } = dataOf(answer);
  const read = dataOf(await api.ask(`GET /v2/order?orderID=${orderId}`, owner.testKey));
  expect(JSON.stringify(read)).not.toMatch(/\\u00[01]|\u007f|\u009f/);
  expect(JSON.stringify(read)).toContain(clean.name);
  expect(JSON.stringify(read)).toContain(clean.address);
});

test('and in settings and users', async () => {
  const path = `PATCH /platform/v1/tenants/${owner.tenant.id}`;
  const pickup = { name: NAME, phone: '+919812345678', address: ADDRESS, lat: 12.9, lng: 77.6 };
  const body = { name: NAME, dispatch: { pickup } };
  expect((await api.engine.ask(path, { key: ADMIN_KEY, body })).body).toMatchObject({
    name: clean.name,
    dispatch: { pickup: { name: clean.name, address: clean.address } },
  });
  const user = await api.engine.ask('POST /platform/v1/users', { key: owner.testKey, body: { name: NAME } });
  expect(user.body).toMatchObject({ name: clean.name });
});

test('a name of nothing else is missing', async () => {
  const body = { name: '\u0000\u0007' };
  const { status } = await api.engine.ask('POST /platform/v1/users', { key: owner.testKey, body });
  expect(status).toBe(400);
});

test.each([
  ['POST /platform/v1/users', { name: '\u200b\u00a0' }, 'name'],
  [
    'PATCH /platform/v1/tenants/{id}',
    {
      dispatch: {
        pickup: { name: '\u200b', phone: '+919812345678', address: '1 MG Road', lat: 12.9, lng: 77.6 },
      },
    },
    'dispatch.pickup.name',
  ],
])('a name of invisible characters is missing: %s', async (request, body, field) => {
  const answer = await api.engine.ask(request.replace('{id}', owner.tenant.id), {
    key: request.startsWith('PATCH') ? ADMIN_KEY : owner.testKey,
    body,
  });
  expect([answer.status, answer.body]).toMatchObject([400, { error: { details: { issues: [{ field }] } } }]);
});

test.each(['', ' ', '\u2060', '\u200b\u00a0'])('a change to a name of %j changes nothing', async (name) => {
  const request = `PATCH /platform/v1/tenants/${owner.tenant.id}`;
  const { status, body } = await api.engine.ask(request, { key: ADMIN_KEY, body: { name } });
  expect([status, body]).toMatchObject([200, { name: clean.name }]);
});
