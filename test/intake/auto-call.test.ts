import { beforeAll, describe, expect, test } from 'vitest';
import { getTimeline } from '../../shared/orders/changes/timeline.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { addShop, type Hook, type HookAnswer, postToHook, setEnvironment } from './hooks.ts';

useApi();
beforeAll(async () => {
  setEnvironment();
});

const cash = { phone: '3001234567', id: 'W-1', products: [{ api_id: 'P1', count: 1, price: 10 }] };

/** A shop whose tenant has its orders called. */
async function addCallingShop(mode: 'test' | 'live' = 'test', settings: object = {}) {
  const shop = await addShop(api, mode);
  const path = `PATCH /platform/v1/tenants/${shop.tenant.id}`;
  const { status } = await api.ask(path, { key: ADMIN_KEY, body: { autoCall: true, ...settings } });
  expect(status).toBe(200);
  return { ...shop, mode };
}

async function receive(
  { hook, tenant, mode }: { hook: Hook; tenant: { id: string }; mode: 'test' | 'live' },
  body: object,
) {
  const { order_id } = (await postToHook(api, hook.token, body)).body as HookAnswer;
  const found = await getTimeline(api.table, { tenantId: tenant.id, mode }, order_id);
  if (found === undefined) throw new Error('No such order is stored');
  const { order, events } = found;
  return { order, events: events.map(({ type, data }) => ({ type, ...data })) };
}

const typesOf = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('a tenant with automatic calls', () => {
  test('has a call queued with each cash order that comes in', async () => {
    const { order, events } = await receive(await addCallingShop(), cash);
    expect(order.rounds.confirmation).toMatchObject({ number: 1, finishedAt: null });
    expect(typesOf(events)).toEqual(['order.created', 'call.queued']);
  });

  test('has one call for the same order, however often it comes', async () => {
    const shop = await addCallingShop();
    await receive(shop, cash);
    const { order, events } = await receive(shop, cash);
    expect(order.callIds).toHaveLength(1);
    expect(typesOf(events)).toEqual(['order.created', 'call.queued']);
  });

  test('has orders for one phone called one after the other, however many come in', async () => {
    const voiceAgent = { url: 'https://agent.example.com/calls' };
    const shop = await addCallingShop('live', { voiceAgent });
    await receive(shop, cash);
    const { order, events } = await receive(shop, { ...cash, id: 'W-2', phone: '+57 300 123-4567' });
    expect(order.rounds.confirmation).toMatchObject({ waitsFor: 'turn', finishedAt: null });
    expect(events.at(-1)).toMatchObject({ type: 'call.queued', waitsFor: 'turn' });
  });

  test('has the customer asked again about other content, and not about what was there before', async () => {
    const shop = await addCallingShop();
    await receive(shop, cash);
    const products = [{ api_id: 'P1', count: 5, price: 10 }];
    const { order } = await receive(shop, { ...cash, products });
    expect(order.rounds.confirmation).toMatchObject({ number: 2, contentVersion: 2, finishedAt: null });
  });

  test.each([
    ['paid by card', { ...cash, payment: { type: 2, status: 2 } }],
    ['to be paid by card at the door', { ...cash, payment: { type: 3 } }],
    ['whose cash was paid', { ...cash, payment: { type: 1, status: 2 } }],
    ['whose phone cannot be read', { ...cash, phone: '12' }],
  ])('has nobody called about an order %s', async (_, body) => {
    const { order, events } = await receive(await addCallingShop(), body);
    expect(order.callIds).toEqual([]);
    expect(typesOf(events)).not.toContain('call.queued');
  });

  test.each([
    ['live calls have nobody to make them', {}, 'voice_agent_missing'],
    ['it has no live calls left', { callCredit: 0 }, 'credit_exhausted'],
  ])('gets the order without a call, and the answer says so, when %s', async (_, settings, reason) => {
    const { order, events } = await receive(await addCallingShop('live', settings), cash);
    expect(order.status).toBe('pending');
    expect(events).toMatchObject([
      { type: 'order.created' },
      { type: 'order.flagged', flag: 'call_not_started', reason },
    ]);
  });

  test('calls nobody who opted out', async () => {
    const shop = await addCallingShop();
    const optOut = { phone: '3001234567' };
    await api.ask('POST /platform/v1/opt-outs', { key: shop.testKey, body: optOut });
    const { events } = await receive(shop, cash);
    expect(events.at(-1)).toMatchObject({ type: 'order.flagged', reason: 'phone_opted_out' });
  });
});

test('an order whose phone could not be read is called on the one that a trigger brings', async () => {
  const shop = await addCallingShop();
  const { order } = await receive(shop, { phone: '12', id: 'R-1', payment: { amount: 10 } });
  const trigger = (body: object) => api.ask('POST /api/v1/calls/trigger', { key: shop.testKey, body });
  expect((await trigger({ orderId: order.id })).body).toEqual({
    error: 'El número de teléfono no es válido: customer.phone',
  });
  const customer = { name: 'Ana', phone: '300 123 4567' };
  const told = { externalId: 'R-1', customer, products: 'Gel x1', totalPrice: '10' };
  const { status, body } = await trigger(told);
  expect([status, body]).toMatchObject([200, { success: true, orderId: order.id, status: 'pending' }]);
  expect((await api.ask(`GET /api/v1/orders/${order.id}`, { key: shop.testKey })).body).toMatchObject({
    customer: { name: 'Ana', phone: '+573001234567' },
    products: 'Gel x1',
    calls: [{ outcome: null }],
  });
  const found = await api.ask('GET /api/v1/orders?phone=3001234567', { key: shop.testKey });
  expect(found.body).toMatchObject({ total: 1 });
});
