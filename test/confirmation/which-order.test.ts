import { beforeAll, expect, it } from 'vitest';
import { countOrders } from '../../shared/orders/store/order-count.ts';
import { makeHook, setEnvironment } from '../intake/hooks.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';
import { api, FLAT, type Json, NESTED, useConfirmationApi } from './api.ts';

const ANA = { name: 'Ana', phone: '+573001112233' };
const BEA = { name: 'Bea', phone: '+573014445566' };

beforeAll(() => {
  setEnvironment();
});
useConfirmationApi();

const shop = (): Promise<AddedTenant> => addTenant(api.engine.table);
const stored = ({ tenant }: AddedTenant) =>
  countOrders(api.engine.table, { tenantId: tenant.id, mode: 'test' });

const from = (source: string, customer: Json, externalId = '1001') => ({
  ...NESTED,
  source,
  customer,
  order: { ...NESTED.order, externalId },
});

async function trigger({ testKey }: AddedTenant, sent: unknown): Promise<Json> {
  const { status, body } = await api.trigger(testKey, sent);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as Json;
}

it('another shop’s order of the same id is stored and called, whatever happened to the first one', async () => {
  const owner = await shop();
  const first = await trigger(owner, from('chateapro', ANA));
  const second = await trigger(owner, from('dropi', BEA));
  expect(second).toMatchObject({ status: 'pending', message: 'Llamada encolada exitosamente' });
  expect(second.orderId).not.toBe(first.orderId);
  expect(await stored(owner)).toBe(2);
  const { body } = await api.listOrders(owner.testKey, '?externalId=1001');
  expect(body).toMatchObject({
    total: 2,
    orders: [
      { id: second.orderId, source: 'dropi', customer: BEA, calls: [{ id: second.callId }] },
      { id: first.orderId, source: 'chateapro', customer: ANA, calls: [{ id: first.callId }] },
    ],
  });
  // From now on each pair is its own.
  expect(await trigger(owner, from('Dropi', ANA))).toMatchObject({ orderId: second.orderId });
  expect(await trigger(owner, from('CHATEAPRO', BEA))).toMatchObject({ orderId: first.orderId });
  expect(await stored(owner)).toBe(2);
});

it('the same customer’s order is one, whichever system sends it', async () => {
  const owner = await shop();
  const { orderId, callId } = await trigger(owner, from('chateapro', ANA));
  expect(await trigger(owner, from('dropi', { ...ANA, phone: '300 111 2233' }))).toMatchObject({
    orderId,
    callId,
  });
  expect(await trigger(owner, { ...FLAT, externalId: '1001', customer: ANA })).toMatchObject({
    orderId,
    callId,
  });
  expect(await trigger(owner, { externalId: '1001' })).toMatchObject({ orderId, callId });
  expect(await stored(owner)).toBe(1);
});

it('twenty triggers at once, of four sources and two customers, make two orders', async () => {
  const owner = await shop();
  const sources = ['chateapro', 'dropi', 'woo', 'shopify'];
  const sent = Array.from({ length: 20 }, (_, n) => from(sources[n % 4] ?? '', n % 4 < 2 ? ANA : BEA));
  const answers = await Promise.all(sent.map((one) => trigger(owner, one)));
  expect(new Set(answers.map(({ orderId, callId }) => `${orderId} ${callId}`)).size).toBe(2);
  expect(await stored(owner)).toBe(2);
});

it('another customer’s is a new one also where no source is named, and two at once are one', async () => {
  const owner = await shop();
  const { orderId } = await trigger(owner, from('chateapro', ANA));
  const flat = { ...FLAT, externalId: '1001', customer: BEA };
  const [one, two] = await Promise.all([trigger(owner, flat), trigger(owner, flat)]);
  expect(one).toMatchObject({ orderId: two?.orderId, callId: two?.callId });
  expect(one?.orderId).not.toBe(orderId);
  expect(await stored(owner)).toBe(2);
  expect((await api.getOrder(owner.testKey, String(one?.orderId))).body).toMatchObject({
    source: 'api',
    customer: BEA,
  });
});

it('a source without a customer does not match another source’s order', async () => {
  const owner = await shop();
  await trigger(owner, from('chateapro', ANA));
  for (const customer of [undefined, { phone: BEA.phone }]) {
    const { status, body } = await api.trigger(owner.testKey, {
      source: 'dropi',
      externalId: '1001',
      customer,
    });
    expect(status).toBe(400);
    expect((body as Json).error).toContain('customer.name es obligatorio');
  }
  expect(await stored(owner)).toBe(1);
  // A phone alone names the same subscriber too.
  const again = { source: 'dropi', externalId: '1001', customer: { phone: ANA.phone } };
  expect((await api.trigger(owner.testKey, again)).status).toBe(200);
  const unreadable = await api.trigger(owner.testKey, { ...again, customer: { phone: 'no' } });
  expect([unreadable.status, unreadable.body]).toMatchObject([
    400,
    { error: expect.stringContaining('customer.phone') },
  ]);
});

it('sources match in any case and ids in any Unicode composition, in every dialect, and are shown as given', async () => {
  const owner = await shop();
  const [nfc, nfd] = ['Ñ-\u00e9', 'N\u0303-e\u0301'];
  const { orderId } = await trigger(owner, from('Shopify', ANA, nfd));
  expect(await trigger(owner, from('shopify', BEA, nfc))).toMatchObject({ orderId });
  for (const query of [
    { externalId: nfc },
    { shopifyOrderId: nfd },
    { externalId: nfc, shopifyOrderId: nfd },
  ])
    expect((await api.listOrders(owner.testKey, `?${new URLSearchParams(query)}`)).body).toMatchObject({
      total: 1,
      orders: [{ id: orderId, source: 'Shopify', externalId: nfd, shopifyOrderId: nfd }],
    });
  const create = {
    mobile: BEA.phone,
    product_items: [{ name: 'Gel', quantity: 1, price: 1 }],
    external_order_source: 'SHOPIFY',
    external_order_id: nfc,
  };
  const headers = { 'x-tenant-api-key': owner.testKey };
  expect(await api.engine.ask('POST /v1/orders', { headers, body: create })).toMatchObject({
    status: 409,
    body: { error: { details: { _id: orderId } } },
  });
  const hook = await makeHook(api.engine, owner.testKey, 'sHOPIFY');
  const incoming = { phone: ANA.phone, id: nfc, payment: { amount: 85600 } };
  const taken = await api.engine.ask(`POST /hooks/catch/${hook.token}`, { body: incoming });
  expect(taken).toMatchObject({ status: 200, body: { order_id: orderId } });
  expect(await stored(owner)).toBe(1);
});

it('an order that several systems brought is not made once more by a trigger', async () => {
  const owner = await shop();
  const { orderId, callId } = await trigger(owner, from('chateapro', ANA));
  const hook = await makeHook(api.engine, owner.testKey, 'web');
  const incoming = { phone: ANA.phone, id: '1001', payment: { amount: 85600 } };
  const { body } = await api.engine.ask(`POST /hooks/catch/${hook.token}`, { body: incoming });
  expect((body as Json).order_id).not.toBe(orderId);
  const flat = { ...FLAT, externalId: '1001', customer: ANA };
  for (const again of [flat, flat, from('dropi', ANA)])
    expect(await trigger(owner, again)).toMatchObject({ orderId, callId });
  expect(await stored(owner)).toBe(2);
});
