import { beforeAll, describe, expect, it } from 'vitest';
import { type Hook, makeHook, setEnvironment } from '../../intake/hooks.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import { openShop, type Shop } from '../support/shop.ts';

type Json = Record<string, unknown>;

let shop: Shop;
let hook: Hook;

setEnvironment();
useApi();
beforeAll(async () => {
  shop = await openShop(api, { country: 'CO', currency: 'COP' });
  hook = await makeHook(api, shop.testKey);
});

let made = 0;
const PHONE = '+573001234567';

/** Orders that other dialects bring too, by what they are. */
const brought: Record<string, () => Promise<string>> = {
  'as little as an order needs': () => shop.create(),
  'with all that a body may have': () =>
    shop.create({
      ...{ name: 'Ana', email: 'a@example.com', user_id: 'u1', notes: 'Ring\ntwice', final_amount: 450 },
      delivery_details: {
        recipient_name: null,
        address: 'Calle 1',
        location: { lat: 4.6, lng: -74 },
        floor: 2,
      },
      product_customizations: { color: 'red' },
      product_items: [{ name: 'Gel', sku: 'G1', quantity: 1.5, price: 300 }],
    }),
  'with a payment': () => shop.create({ payment_info: { method: 'Contra entrega', payment_id: 'p1' } }),
  'that is paid': () => shop.create({ payment_info: { status: 'paid' } }),
  'for a phone of another country': () => shop.create({ mobile: '+12025550143' }),
  'of a trigger, with its products as text': () => triggered({ products: 'Gel x1\nCrema x2' }),
  'of a trigger, with a long text': () => triggered({ products: `Gel ${'muy '.repeat(150)}bueno` }),
  'of a trigger, whose products have no price': () => triggered({ products: [{ name: 'Gel', quantity: 2 }] }),
  'of a trigger, with a long address': () =>
    triggered({
      products: 'Gel x1',
      address: { address1: 'Calle '.repeat(80), address2: 'Torre '.repeat(30), city: 'Bogotá' },
    }),
  'of a site, with very many products': () =>
    received({ products: Array.from({ length: 500 }, (_, n) => ({ api_id: n + 1, count: 1, price: 1 })) }),
  'of a site, whose phone could not be read': () => received({ phone: 'no tiene' }),
  'of a site, whose e-mail is none': () => received({ email: 'no tiene' }),
  'of a site, without products': () => received({ products: undefined, payment: { amount: 90 } }),
  'of a site, with a promotion': () =>
    received({ promotion: { discount: 1, resulted_dishes: [{ api_id: 9, modification: -12 }] } }),
};

async function triggered(more: Json): Promise<string> {
  const customer = { name: 'Ana', phone: PHONE };
  const body = { externalId: `T${++made}`, customer, totalPrice: 90, ...more };
  const answer = await api.ask('POST /api/v1/calls/trigger', { key: shop.testKey, body });
  return String((answer.body as Json).orderId);
}

async function received(more: Json): Promise<string> {
  const products = [{ api_id: 'G1', count: 1, price: 90 }];
  const body = { id: `S${++made}`, phone: PHONE, products, ...more };
  return String(((await api.ask(`POST /hooks/catch/${hook.token}`, { body })).body as Json).order_id);
}

const read = async (id: string): Promise<Json> => (await shop.ask(`GET /orders/${id}`)).body as Json;
const linesOf = async (id: string) => (await shop.ask(`GET /orders/${id}/timeline`)).body;

describe.each(Object.entries(brought))('an order %s', (_what, bring) => {
  it('that is sent back as it was read, stays as it is and leaves no line', async () => {
    const id = await bring();
    const [shown, lines] = [await read(id), await linesOf(id)];
    const answer = await shop.ask(`PUT /orders/${id}`, { updates: shown });
    expect([answer.status, answer.body]).toMatchObject([200, { success: true }]);
    expect([await read(id), await linesOf(id)]).toEqual([shown, lines]);
  });

  it('keeps all but what was changed in it', async () => {
    const id = await bring();
    const shown = await read(id);
    expect((await shop.ask(`PUT /orders/${id}`, { updates: { ...shown, notes: 'Call' } })).status).toBe(200);
    expect(await read(id)).toEqual({ ...shown, notes: 'Call', updated_at: expect.any(String) });
  });
});

it('a confirmed order that is sent back is not confirmed anew', async () => {
  const id = await triggered({ products: 'Gel x1' });
  await shop.ask(`PUT /orders/${id}/status`, { status: 'confirmed' });
  const shown = await read(id);
  await shop.ask(`PUT /orders/${id}`, { updates: { ...shown, notes: 'Call' } });
  expect(JSON.stringify(await linesOf(id))).not.toContain('Reopened');
  expect((await api.ask(`GET /api/v1/orders/${id}`, { key: shop.testKey })).body).toMatchObject({
    ...{ status: 'confirmed', products: 'Gel x1' },
  });
});

it.each<[what: string, bring: string, updates: Json, issue: Json]>([
  [
    'no items',
    'as little as an order needs',
    { product_items: [] },
    { message: expect.stringContaining('product') },
  ],
  [
    'an item without a price',
    'of a trigger, whose products have no price',
    { product_items: [{ name: 'Gel', quantity: 3, price: null }] },
    { message: 'Each product item must have name, quantity, and price' },
  ],
  [
    'another phone that cannot be read',
    'of a site, whose phone could not be read',
    { mobile: 'tampoco' },
    { message: 'updates.mobile must be a valid phone number' },
  ],
  [
    'another e-mail that is none',
    'of a site, whose e-mail is none',
    { email: 'tampoco' },
    { message: 'updates.email must be a valid email address' },
  ],
  [
    'another address that is too long',
    'of a trigger, with a long address',
    { delivery_details: { address: 'x'.repeat(501) } },
    { message: 'updates.delivery_details.address must have at most 500 characters' },
  ],
])('%s is refused, and changes nothing', async (_what, bring, updates, error) => {
  const id = (await brought[bring]?.()) ?? '';
  const before = await read(id);
  const { status, body } = await shop.ask(`PUT /orders/${id}`, { updates });
  expect([status, body, await read(id)]).toMatchObject([400, { error }, before]);
});
