import * as qs from 'qs';
import { beforeAll, describe, expect, test } from 'vitest';
import { countOrders } from '../../shared/orders/store/order-count.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import type { HandlerResponse } from '../support/api/respond.ts';
import { addShop, FORM, type HookAnswer, postToHook, setEnvironment } from './hooks.ts';
import { shopifyOrder, wooOrder } from './other-shapes.ts';

useApi();
beforeAll(async () => {
  setEnvironment();
});

type Shop = Awaited<ReturnType<typeof addShop>>;
const stored = ({ tenant }: Shop) => countOrders(api.table, { tenantId: tenant.id, mode: 'test' });
const messageOf = ({ body }: HandlerResponse) => (body as { error: { message: string } }).error.message;

const bare = { phone: '3001234567', id: 'W-1' };
const formOf = (body: object) => [qs.stringify(body), FORM] as const;

describe('an order with neither products nor an amount', () => {
  test.each<[string, object]>([
    ['nothing', bare],
    ['no products', { ...bare, products: [] }],
    ['products of PHP that are none', { ...bare, products: {} }],
    ['null', { ...bare, products: null, payment: null }],
    ['a payment without it', { ...bare, payment: { type: 1, status: 1 } }],
    ['an empty amount', { ...bare, payment: { amount: '' } }],
    ['a sum alone', { ...bare, payment: { sum: 33 } }],
    ['a promotion alone', { ...bare, promotion: { resulted_dishes: [{ api_id: 598, count: 1 }] } }],
    ['the other spelling', { ...bare, product: '' }],
    ['only who and where', { ...bare, first_name: 'Ana', address: 'Calle 45', comment: 'Timbre' }],
  ])('%s: is refused naming it, as JSON and as a form', async (_said, body) => {
    const shop = await addShop(api);
    for (const [sent, headers] of [[body, {}], formOf(body)] as const) {
      const answer = await postToHook(api, shop.hook.token, sent, headers);
      const message = 'payment.amount is missing: an order without products needs it';
      expect([answer.status, answer.body]).toEqual([
        400,
        { error: { code: 'invalid_request', message, problems: [{ field: 'payment.amount', message }] } },
      ]);
    }
    expect(await stored(shop)).toBe(0);
  });

  test('is reported with all other mistakes', async () => {
    const shop = await addShop(api);
    const answer = await postToHook(api, shop.hook.token, { payment: { type: 9 } });
    expect(answer.status).toBe(400);
    for (const field of ['phone', 'id', 'payment.type', 'payment.amount'])
      expect(messageOf(answer)).toContain(`${field} `);
    expect(await stored(shop)).toBe(0);
  });

  test('changes nothing of an earlier order', async () => {
    const shop = await addShop(api);
    const { body } = await postToHook(api, shop.hook.token, { ...bare, payment: { amount: 50 } });
    expect((await postToHook(api, shop.hook.token, bare)).status).toBe(400);
    const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
    expect(await loadOrder(api.table, scope, (body as HookAnswer).order_id)).toMatchObject({
      total: '50',
      version: 1,
    });
  });
});

test.each<[string, object, string]>([
  ['an amount', { ...bare, payment: { amount: 50 } }, '50'],
  ['an amount of nothing', { ...bare, payment: { amount: 0 } }, '0'],
  ['products', { ...bare, products: [{ api_id: 1, count: 2, price: 10 }] }, '20'],
  ['products for nothing', { ...bare, products: [{ api_id: 1, count: 2, price: 0 }] }, '0'],
  ['one product in the other spelling', { ...bare, product: { api_id: 1, count: 1, price: 7 } }, '7'],
  // Somebody's own code may hand on more than the documented fields.
  ['documented fields among those of a platform', { ...shopifyOrder, payment: { amount: 85600 } }, '85600'],
])('%s is enough', async (_said, body, total) => {
  const shop = await addShop(api);
  const taken = await postToHook(api, shop.hook.token, body, { 'x-shopify-topic': 'orders/create' });
  expect(taken.status).toBe(200);
  const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
  expect(await loadOrder(api.table, scope, (taken.body as HookAnswer).order_id)).toMatchObject({ total });
});

describe('the order of a platform as the platform sends it', () => {
  const SHOPIFY = 'a Shopify order as Shopify sends it: send phone (shipping_address.phone)';
  const WOO = 'a WooCommerce order as WooCommerce sends it: send phone (billing.phone)';
  const { admin_graphql_api_id: _gid, ...shopifyPlain } = shopifyOrder;
  const { order_key: _key, ...wooPlain } = wooOrder;
  const graphql = { id: 'gid://shopify/Order/1', lineItems: { edges: [] }, phone: '+573001234567' };

  test.each<[string, unknown, string]>([
    ['Shopify’s', shopifyOrder, SHOPIFY],
    ['Shopify’s without its own id', shopifyPlain, SHOPIFY],
    ['Shopify’s without a phone', { ...shopifyOrder, phone: null }, SHOPIFY],
    ['Shopify’s of GraphQL', { data: { order: graphql } }, SHOPIFY],
    ['Shopify’s as its REST API answers it', { order: shopifyOrder }, SHOPIFY],
    ['Shopify’s in a list', [shopifyOrder], SHOPIFY],
    ['Shopify’s as n8n hands it on', [{ headers: {}, body: shopifyOrder }], SHOPIFY],
    ['WooCommerce’s', wooOrder, WOO],
    ['WooCommerce’s without its key', wooPlain, WOO],
    ['WooCommerce’s in a payload', { payload: wooOrder }, WOO],
    ['WooCommerce’s first ping', { webhook_id: 8 }, WOO],
    ['Magento’s', { increment_id: '000000012', grand_total: 50, items: [] }, 'a Magento order'],
    ['Mercado Libre’s', { resource: '/orders/1', topic: 'orders_v2', application_id: 1 }, 'Mercado Libre'],
    ['VTEX’s', { OrderId: 'v1', State: 'payment-approved', Origin: { Account: 'a' } }, 'VTEX'],
    ['Tiendanube’s', { store_id: 1, event: 'order/created', id: 5 }, 'Tiendanube'],
    ['BigCommerce’s', { scope: 'store/order/created', producer: 'stores/x', data: {} }, 'BigCommerce'],
    [
      'Tiendanube’s whole one',
      {
        id: 5,
        contact_phone: '3001234567',
        gateway: 'offline',
        products: [{ sku: 'G', quantity: 1, price: '5' }],
      },
      'a Tiendanube order',
    ],
    [
      'BigCommerce’s whole one',
      { id: 5, billing_address: { phone: '3001234567' }, total_inc_tax: '5', products: { url: 'https://x' } },
      'a BigCommerce order',
    ],
    ['Mercado Libre’s whole one', { id: 5, order_items: [{}], buyer: { id: 1 } }, 'a Mercado Libre order'],
    ['PrestaShop’s', { order: { id: 5, associations: { order_rows: [{}] } } }, 'a PrestaShop order'],
    ['Shopify’s beside products of its own kind', { ...shopifyOrder, products: [{ title: 'Gel' }] }, SHOPIFY],
    ['a trigger’s', { callType: 'confirmation', order: {} }, 'POST /api/v1/calls/trigger'],
    ['that of /v1/orders', { mobile: '3001234567', product_items: [] }, 'POST /v1/orders'],
    ['anybody’s with line items', { ...bare, line_items: [{}] }, 'an order of a shop platform'],
  ])('%s is refused by name, with what to send instead', async (_whose, body, said) => {
    const shop = await addShop(api);
    const answer = await postToHook(api, shop.hook.token, body);
    expect([answer.status, messageOf(answer)]).toEqual([400, expect.stringContaining('The body is ')]);
    expect(messageOf(answer)).toContain(said);
    expect(messageOf(answer)).toMatch(/instead|send it there/);
    expect(await stored(shop)).toBe(0);
  });

  test.each([
    ['x-shopify-topic', 'Shopify'],
    ['X-Shopify-Shop-Domain', 'Shopify'],
    ['X-WC-Webhook-Topic', 'WooCommerce'],
  ])('is known by %s too', async (header, name) => {
    const shop = await addShop(api);
    const answer = await postToHook(
      api,
      shop.hook.token,
      { ...bare, note: 'hola' },
      { [header.toLowerCase()]: 'x' },
    );
    expect([answer.status, messageOf(answer)]).toEqual([400, expect.stringContaining(name)]);
    expect(await stored(shop)).toBe(0);
  });

  test.each([
    ['Shopify’s', shopifyOrder, 'Shopify'],
    ['WooCommerce’s', wooOrder, 'WooCommerce'],
    ['the ping', { webhook_id: 8 }, 'WooCommerce'],
  ])('%s is known as a form', async (_whose, body, name) => {
    const shop = await addShop(api);
    const answer = await postToHook(api, shop.hook.token, ...formOf(body));
    expect([answer.status, messageOf(answer)]).toEqual([400, expect.stringContaining(name)]);
    expect(await stored(shop)).toBe(0);
  });
});
