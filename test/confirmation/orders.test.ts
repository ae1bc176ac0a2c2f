import { describe, expect, it } from 'vitest';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';
import { api, FLAT, type Json, NESTED, useConfirmationApi } from './api.ts';

useConfirmationApi();

const tenant = (): Promise<AddedTenant> => addTenant(api.engine.table);
const body = (answered: { body: unknown }) => answered.body as Json;
const trigger = async (key: string, sent: unknown) => String(body(await api.trigger(key, sent)).orderId);
const flat = (externalId: string, phone = '+573001234567') => ({
  ...FLAT,
  externalId,
  customer: { name: 'Juan', phone },
});

describe('a list of orders', () => {
  it('is newest first, paged, with the exact total and each order whole', async () => {
    const { testKey } = await tenant();
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift(await trigger(testKey, flat(`o-${n}`)));
    const page = await api.listOrders(testKey, '?limit=3&offset=2');
    expect(page).toMatchObject({ status: 200, body: { total: 7, limit: 3, offset: 2 } });
    const { orders } = body(page) as { orders: Json[] };
    expect(orders.map(({ id }) => id)).toEqual(ids.slice(2, 5));
    expect(orders[0]).toEqual((await api.getOrder(testKey, String(ids[2]))).body);
    expect(body(await api.listOrders(testKey))).toMatchObject({ total: 7, limit: 50, offset: 0 });
    expect(body(await api.listOrders(testKey, '?offset=7'))).toMatchObject({ orders: [], total: 7 });
  });

  it.each(['+573001234567', '3001234567', '300 123 4567', '(+57) 300-123-4567', '00573001234567'])(
    'by phone, written %s',
    async (phone) => {
      const { testKey } = await tenant();
      const [first, , second] = [
        await trigger(testKey, flat('a')),
        await trigger(testKey, flat('b', '+573009999999')),
        await trigger(testKey, flat('c')),
      ];
      const found = await api.listOrders(testKey, `?phone=${encodeURIComponent(phone)}`);
      expect(found).toMatchObject({
        status: 200,
        body: { total: 2, orders: [{ id: second }, { id: first }] },
      });
    },
  );

  it('by external id, by Shopify id, and by any combination', async () => {
    const { testKey } = await tenant();
    const shopify = await trigger(testKey, { ...NESTED, source: 'shopify' });
    const own = await trigger(testKey, flat('mine'));
    const ids = async (query: string) =>
      (body(await api.listOrders(testKey, query)) as { orders: Json[] }).orders.map(({ id }) => id);
    expect(await ids('?externalId=CP-12345')).toEqual([shopify]);
    expect(await ids('?shopifyOrderId=CP-12345')).toEqual([shopify]);
    expect(await ids('?externalId=%20CP-12345%20')).toEqual([shopify]);
    expect(await ids('?shopifyOrderId=mine')).toEqual([]);
    expect(await ids('?externalId=mine&phone=3001234567')).toEqual([own]);
    expect(await ids('?externalId=mine&phone=3009999999')).toEqual([]);
    expect(await ids('?externalId=mine&shopifyOrderId=CP-12345')).toEqual([]);
    expect(await ids('?externalId=CP-12345&shopifyOrderId=CP-12345&phone=3001234567')).toEqual([shopify]);
    expect(body(await api.getOrder(testKey, shopify))).toMatchObject({ shopifyOrderId: 'CP-12345' });
  });

  it.each([
    ['limit', '?limit=0'],
    ['limit', '?limit=101'],
    ['El campo limit debe ser un número entero', '?limit=ten'],
    ['El campo limit debe ser mayor o igual a 1', '?limit=-1'],
    ['El campo limit debe ser un número entero', '?limit=1.5'],
    ['El campo limit debe ser un número entero', '?limit=%201'],
    ['El campo offset debe ser mayor o igual a 0', '?offset=-1'],
    ['phone', '?phone=abc'],
    ['limit', '?limit=1&limit=2'],
  ])('refuses a wrong %s: %s', async (field, query) => {
    const { testKey } = await tenant();
    expect(await api.listOrders(testKey, query)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(field) },
    });
  });
});

it('an order of another tenant, or of the other mode, is not found', async () => {
  const [one, two] = [await tenant(), await tenant()];
  const id = await trigger(one.testKey, NESTED);
  const refused = { status: 404, body: { error: 'Orden no encontrada' } };
  for (const key of [two.testKey, two.liveKey, one.liveKey]) {
    expect(await api.getOrder(key, id)).toMatchObject(refused);
    expect(await api.updateLogistics(key, id, { logisticStatus: 'shipped' })).toMatchObject(refused);
    expect(body(await api.listOrders(key))).toMatchObject({ orders: [], total: 0 });
    expect(body(await api.listOrders(key, '?externalId=CP-12345'))).toMatchObject({ orders: [], total: 0 });
    expect(body(await api.listOrders(key, '?phone=3001234567'))).toMatchObject({ orders: [], total: 0 });
  }
  expect(await api.getOrder(one.testKey, 'cmmxyz')).toMatchObject(refused);
});

describe('the logistic status', () => {
  it('is accepted as the reference sends it, and moves the order', async () => {
    const { testKey } = await tenant();
    const orderId = await trigger(testKey, NESTED);
    const shipped = { logisticStatus: 'shipped', trackingNumber: 'CR123456789', carrier: 'InterRapidisimo' };
    const answered = await api.updateLogistics(testKey, orderId, shipped);
    expect(answered.status).toBe(200);
    expect(answered.body).toEqual({
      success: true,
      orderId,
      ...shipped,
      updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(body(await api.getOrder(testKey, orderId))).toMatchObject({ status: 'shipped', ...shipped });
  });

  it('keeps tracking number and carrier when they are not sent again', async () => {
    const { testKey } = await tenant();
    const orderId = await trigger(testKey, NESTED);
    await api.updateLogistics(testKey, orderId, {
      logisticStatus: 'shipped',
      trackingNumber: 'T-1',
      carrier: 'C',
    });
    expect(body(await api.updateLogistics(testKey, orderId, { logisticStatus: 'in_transit' }))).toMatchObject(
      {
        logisticStatus: 'in_transit',
        trackingNumber: 'T-1',
        carrier: 'C',
      },
    );
  });

  it('delivered is final, but may still be returned', async () => {
    const { testKey } = await tenant();
    const orderId = await trigger(testKey, NESTED);
    const move = (logisticStatus: string) => api.updateLogistics(testKey, orderId, { logisticStatus });
    expect((await move('delivered')).status).toBe(200);
    expect(await move('shipped')).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/logisticStatus.*delivered, returned/) },
    });
    expect((await move('returned')).status).toBe(200);
    expect((await move('delivered')).status).toBe(400);
    expect(body(await api.getOrder(testKey, orderId))).toMatchObject({
      status: 'delivered',
      logisticStatus: 'returned',
    });
  });

  it.each([
    [{ logisticStatus: 'lost' }, /processing, shipped, in_transit, delivered, returned, failed_delivery/],
    [{}, /logisticStatus es obligatorio/],
    [{ logisticStatus: 'shipped', trackingNumber: [12] }, /trackingNumber/],
    [[], /cuerpo/],
    ['{', /JSON/],
  ])('refuses %j and changes nothing', async (sent, error) => {
    const { testKey } = await tenant();
    const orderId = await trigger(testKey, NESTED);
    const before = await api.getOrder(testKey, orderId);
    expect(await api.updateLogistics(testKey, orderId, sent)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(error) },
    });
    expect((await api.getOrder(testKey, orderId)).body).toEqual(before.body);
  });
});
