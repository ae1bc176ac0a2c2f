import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { openShop, type Shop, startApi } from '../support/shop.ts';

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const paymentOf = async ({ tenant }: Shop, orderId: string) =>
  (await loadOrder(api.table, { tenantId: tenant.id, mode: 'test' }, orderId))?.payment;

const update = (shop: Shop, orderId: string, updates: object) =>
  shop.ask(`PUT /orders/${orderId}`, { updates });

const teach = (shop: Shop, words: object) =>
  api.ask(`PATCH /platform/v1/tenants/${shop.tenant.id}`, { key: shop.liveKey, body: words });

describe('a method in the words of the shop', () => {
  it.each([
    ['Cash on Delivery (COD)', 'cod', '500'],
    ['Contra reembolso', 'cod', '500'],
    ['Pago contra entrega (COD)', 'cod', '500'],
    ['Efectivo al recibir', 'cod', '500'],
    ['UPI', 'prepaid', '500'],
    ['Pago con tarjeta contra entrega', 'card_on_delivery', '500'],
    ['cardamom', 'unknown', '500'],
    ['', 'cod', '500'],
  ])('%j is stored as %s, and shown as it was given', async (method, stored, due) => {
    const shop = await openShop(api);
    const orderId = await shop.create({ payment_info: { method } });
    expect(await paymentOf(shop, orderId)).toMatchObject({ method: stored, status: 'unpaid', due });
    const { body } = await shop.ask(`GET /orders/${orderId}`);
    expect(body).toMatchObject({ payment_status: 'unpaid', payment_info: { method: method || null } });
    const other = await shop.create();
    await update(shop, other, { payment_info: { method: method || null } });
    expect(await paymentOf(shop, other)).toMatchObject({ method: stored, due });
  });

  it('that is unknown counts as prepaid once something is paid by it, then or later', async () => {
    const shop = await openShop(api);
    const paid = await shop.create({ payment_info: { method: 'Trueque', status: 'paid' } });
    expect(await paymentOf(shop, paid)).toMatchObject({ method: 'prepaid', due: '0', collected: '500' });
    const unpaid = await shop.create({ payment_info: { method: 'Trueque', payment_id: 'pay_1' } });
    expect(await paymentOf(shop, unpaid)).toMatchObject({ method: 'unknown', due: '500' });
    await update(shop, unpaid, { payment_status: 'pending' });
    expect(await paymentOf(shop, unpaid)).toMatchObject({ method: 'unknown', due: '500' });
    await update(shop, unpaid, { payment_status: 'paid' });
    expect(await paymentOf(shop, unpaid)).toMatchObject({ method: 'prepaid', due: '0' });
  });
});

describe('words that a tenant teaches', () => {
  it('win over known ones, in any case and with or without accents, from the next request on', async () => {
    const shop = await openShop(api);
    const words = { cashMethods: ['Vale físico', 'UPI'], prepaidMethods: ['COD'] };
    const taught = await teach(shop, words);
    expect([taught.status, taught.body]).toMatchObject([200, words]);
    for (const [method, stored] of [
      ['VALE FISICO', 'cod'],
      ['upi', 'cod'],
      ['Cod', 'prepaid'],
      ['UPI (Paytm)', 'prepaid'],
    ]) {
      const orderId = await shop.create({ payment_info: { method } });
      expect([method, await paymentOf(shop, orderId)]).toMatchObject([method, { method: stored }]);
      const other = await shop.create();
      await update(shop, other, { payment_info: { method } });
      expect([method, await paymentOf(shop, other)]).toMatchObject([method, { method: stored }]);
    }
  });

  it('are none at first, and of one meaning only', async () => {
    const shop = await openShop(api);
    const path = `GET /platform/v1/tenants/${shop.tenant.id}`;
    const settings = async () => (await api.ask(path, { key: shop.liveKey })).body;
    expect(await settings()).toMatchObject({ cashMethods: [], prepaidMethods: [] });
    expect((await teach(shop, { cashMethods: ['Crédito'] })).status).toBe(200);
    for (const [words, field] of [
      [{ prepaidMethods: ['Vale', 'CREDITO'] }, 'prepaidMethods'],
      [{ cashMethods: ['a'], prepaidMethods: ['A'] }, 'prepaidMethods'],
      [{ cashMethods: [''] }, 'cashMethods'],
      [{ cashMethods: 'COD, Vale' }, 'cashMethods'],
      [{ prepaidMethods: Array(101).fill('x') }, 'prepaidMethods'],
    ] as const) {
      const refused = await teach(shop, words);
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toContain(field);
    }
    expect(await settings()).toMatchObject({ cashMethods: ['Crédito'], prepaidMethods: [] });
  });
});
