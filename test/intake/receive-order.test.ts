import { beforeAll, describe, expect, test } from 'vitest';
import { getTimeline } from '../../shared/orders/changes/timeline.ts';
import { loadOrder } from '../../shared/orders/store/order-store.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { addTenant } from '../support/data/tenant.ts';
import { addShop, FORM, type HookAnswer, makeHook, postToHook, setEnvironment } from './hooks.ts';
import { phpSample, phpSampleForm } from './php-sample.ts';

useApi();
beforeAll(async () => {
  setEnvironment();
});

const DAY = 86_400_000;
const bogotaDay = () => new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10);

const cash = { phone: '300 123 4567', id: 'W-1', products: [{ api_id: 'P1', count: 2, price: '10.50' }] };

async function stored({ tenant }: { tenant: { id: string } }, orderId: string) {
  const scope = { tenantId: tenant.id, mode: 'test' } as const;
  const found = await getTimeline(api.table, scope, orderId);
  if (found === undefined) throw new Error('No such order is stored');
  return { order: found.order, events: found.events.map(({ type, data }) => ({ type, ...data })) };
}

describe("the reference's PHP sample", () => {
  test.each([
    ['as the form that PHP sends', phpSampleForm, FORM],
    ['as JSON', phpSample, {}],
  ])('is taken %s', async (_, body, headers) => {
    const shop = await addShop(api);
    const answer = await api.ask(`POST /hooks/catch/${shop.hook.token}`, {
      body,
      headers,
      base64: typeof body === 'string',
    });
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        id: '123456',
        order_id: expect.stringMatching(/^ord_/),
        status: 'pending',
        phone: null,
        email: '[email\u00a0protected]',
        created_at: expect.any(Number),
      },
    ]);
    const { order, events } = await stored(shop, (answer.body as HookAnswer).order_id);
    expect(JSON.stringify({ order, events })).not.toContain('ACCESS_TOKEN_HERE');
    expect(order).toMatchObject({
      source: shop.hook.source,
      externalId: '123456',
      customer: {
        name: 'John Dowe',
        phone: '123680000000',
        isPhoneRaw: true,
        email: '[email\u00a0protected]',
      },
      address: { address1: '123, Sunset blvd' },
      notes: 'no sesame please',
      deliveryDetails: { delivery_date: '2021-12-31', delivery_time: '18:45:00' },
      items: [
        { name: '139', sku: '139', quantity: 1, price: '15' },
        { name: '385', sku: '385', quantity: 1, price: '18' },
        { name: '598', sku: '598', quantity: 1, price: '0', modification: '-12' },
      ],
      total: '28.95',
      currency: 'COP',
      payment: { method: 'prepaid', status: 'paid', due: '0', collected: '28.95' },
      metadata: {
        payment: { sum: '33', commission: '1.05' },
        promotion: {
          discount_percent: 10,
          involved_dishes: [
            { api_id: '139', count: 1 },
            { api_id: '385', count: 1 },
          ],
          resulted_dishes: [{ api_id: '598', count: 1, modification: -12 }],
        },
      },
    });
    expect(events).toMatchObject([
      { type: 'order.created' },
      { type: 'order.flagged', flag: 'phone_unreadable', given: '123680000000' },
      { type: 'order.flagged', flag: 'amount_mismatch', given: '28.95', expected: '28.65' },
    ]);
  });

  test('has the same content in both formats', async () => {
    const { hook } = await addShop(api);
    const first = await postToHook(api, hook.token, phpSample);
    const second = await postToHook(api, hook.token, phpSampleForm, FORM);
    expect(second.body).toEqual(first.body);
  });
});

describe('an order that comes in', () => {
  test('is cash on delivery, unpaid, for today and as soon as possible, when nothing else is said', async () => {
    const shop = await addShop(api);
    const before = bogotaDay();
    const { status, body } = await postToHook(api, shop.hook.token, cash);
    expect([status, body]).toEqual([
      200,
      {
        id: 'W-1',
        order_id: expect.any(String),
        status: 'pending',
        phone: '+573001234567',
        email: null,
        created_at: expect.any(Number),
      },
    ]);
    const { created_at } = body as { created_at: number };
    expect(Math.abs(Date.now() - created_at)).toBeLessThan(DAY);
    const { order, events } = await stored(shop, (body as HookAnswer).order_id);
    expect(order).toMatchObject({
      total: '21',
      payment: { method: 'cod', status: 'unpaid', due: '21', collected: '0' },
      deliveryDetails: { delivery_date: expect.any(String), delivery_time: 'asap' },
      metadata: null,
    });
    expect([before, bogotaDay()]).toContain(order.deliveryDetails?.delivery_date);
    expect(events.map(({ type }) => type)).toEqual(['order.created']);
  });

  test.each([
    [
      { type: 1, status: 1 },
      { method: 'cod', status: 'pending' },
    ],
    [
      { type: '2', status: '0' },
      { method: 'prepaid', status: 'cancelled' },
    ],
    [{ type: 3 }, { method: 'card_on_delivery', status: 'unpaid' }],
    [
      { type: 2, status: -1 },
      { method: 'prepaid', status: 'refunded' },
    ],
    [[], { method: 'cod', status: 'unpaid' }],
  ])('with the payment %j is %j', async (payment, stands) => {
    const shop = await addShop(api);
    const { body } = await postToHook(api, shop.hook.token, { ...cash, payment });
    expect((await stored(shop, (body as HookAnswer).order_id)).order.payment).toMatchObject(stands);
  });

  test.each([
    ['what the items add up to less a discount in percent', { discount_percent: '15' }, '17.85'],
    ['what they add up to less a discount in money', { discount: 1.05, discount_percent: 50 }, '19.95'],
    ['nothing when the discount is greater', { discount: 30 }, '0'],
  ])('costs %s', async (_, promotion, total) => {
    const shop = await addShop(api);
    const { body } = await postToHook(api, shop.hook.token, { ...cash, promotion });
    expect((await stored(shop, (body as HookAnswer).order_id)).order.total).toBe(total);
  });

  test.each([
    ['COP', 9.99, 33.333, '19.98'],
    ['INR', 15.55, 10, '41.98'],
    ['KWD', 1.555, 33.333, '3.11'],
    ['JPY', 333, 33.333, '666'],
  ])(
    'in %s takes off a discount in per cent in whole coins',
    async (currency, price, discount_percent, total) => {
      const owner = await addTenant(api.table, { currency });
      const shop = { ...owner, hook: await makeHook(api, owner.testKey) };
      const products = [{ api_id: 1, count: 3, price }];
      const send = async (id: string, more: object) => {
        const sent = { phone: cash.phone, id, products, promotion: { discount_percent }, ...more };
        return stored(shop, ((await postToHook(api, shop.hook.token, sent)).body as HookAnswer).order_id);
      };
      expect((await send('D1', {})).order.total).toBe(total);
      const { events } = await send('D2', { payment: { amount: total } });
      expect(events.filter(({ type }) => type === 'order.flagged')).toEqual([]);
    },
  );

  test('of several hundred products with gaps in their numbers is read completely, in order', async () => {
    const shop = await addShop(api);
    const fields = Array.from({ length: 300 }, (_, n) =>
      ['api_id', 'count', 'price'].map((name) => `products[${n * 7}][${name}]=${n + 1}`),
    );
    const form = ['phone=3001234567', 'id=big', ...fields.flat()].join('&');
    const { body } = await postToHook(api, shop.hook.token, form, FORM);
    const { items } = (await stored(shop, (body as HookAnswer).order_id)).order;
    expect(items.map(({ sku }) => sku)).toEqual(Array.from({ length: 300 }, (_, n) => String(n + 1)));
  });
});

describe('a body that does not fit', () => {
  test.each([
    [
      'names everything that is wrong, as it was spelled',
      {
        id: ' ',
        product: [{ api_id: 1, count: 0, price: -1 }],
        payment: { type: 9, receiver_commision: 'much' },
      },
      400,
      [
        { field: 'phone', message: 'phone is missing' },
        { field: 'id', message: 'id is missing' },
        { field: 'product.0.count', message: 'product.0.count must be at least 1' },
        {
          field: 'product.0.price',
          message: 'product.0.price must be an amount of money, 0 or more, with at most 4 decimals',
        },
        { field: 'payment.type', message: 'payment.type must be one of: 1, 2, 3' },
        {
          field: 'payment.receiver_commision',
          message:
            'payment.receiver_commision must be an amount of money, 0 or more, with at most 4 decimals',
        },
      ],
    ],
    [
      'is refused when its products come to more than money can be',
      { phone: cash.phone, id: 'M1', products: [{ api_id: 1, count: 1_000_000, price: 999_999_999_999 }] },
      400,
      [
        {
          field: 'payment.amount',
          message: 'payment.amount must be less than 1000000000000',
        },
      ],
    ],
  ])('%s', async (_, sent, status, problems) => {
    const { hook } = await addShop(api);
    const answer = await postToHook(api, hook.token, sent);
    expect([answer.status, answer.body]).toEqual([
      status,
      {
        error: {
          code: 'invalid_request',
          message: problems.map(({ message }) => message).join('; '),
          problems,
        },
      },
    ]);
  });

  const nothing =
    'phone is missing; id is missing; payment.amount is missing: an order without products needs it';
  const types =
    'Content-Type must be one of: application/json in UTF-8, application/x-www-form-urlencoded in UTF-8';

  test.each([
    [
      'a form with too many fields',
      Array.from({ length: 2001 }, (_, n) => `f${n}=1`).join('&'),
      FORM,
      'The body must have at most 2000 entries',
    ],
    [
      'a form that is nested too deeply',
      'a[b][c][d][e][f][g][h]=1',
      FORM,
      'The body is nested more than 6 levels deep',
    ],
    ['JSON that is none', '{"phone":', { 'content-type': 'application/json' }, 'The body is not valid JSON'],
    ['another type', 'phone=1&id=1', { 'content-type': 'text/plain' }, types],
    ['another charset', 'phone=1&id=1', { 'content-type': `${FORM['content-type']}; charset=latin1` }, types],
    ['nothing at all', '', FORM, nothing],
  ])('is refused, and nothing of it is stored: %s', async (_, sent, headers, message) => {
    const { hook, testKey } = await addShop(api);
    const { status, body } = await postToHook(api, hook.token, sent, headers);
    expect([status, body]).toMatchObject([400, { error: { message } }]);
    const stored = await api.ask('GET /v1/orders', { headers: { 'x-tenant-api-key': testKey } });
    expect(stored.body).toEqual({ orders: [], total: 0, totalPages: 0 });
  });
});

test.each([
  ['application/x-www-form-urlencoded'],
  ['text/plain;charset=UTF-8'],
  ['application/octet-stream'],
])('JSON from a client that calls it %s is JSON', async (type) => {
  const { hook, testKey } = await addShop(api);
  const sent = JSON.stringify({ phone: '3001234567', id: 'J1', payment: { amount: 12.5 } });
  const { order_id } = (await postToHook(api, hook.token, sent, { 'content-type': type })).body as HookAnswer;
  const headers = { 'x-tenant-api-key': testKey };
  expect((await api.ask(`GET /v1/orders/${order_id}`, { headers })).body).toMatchObject({
    external_order_id: 'J1',
    final_amount: 12.5,
  });
});

test('a product with a promotion shows the change of its price', async () => {
  const { hook, testKey } = await addShop(api);
  const promotion = { resulted_dishes: [{ api_id: 598, modification: '-12' }] };
  const sent = { phone: '3001234567', id: 'E2', promotion, payment: { amount: 0 } };
  const { order_id } = (await postToHook(api, hook.token, sent)).body as HookAnswer;
  const headers = { 'x-tenant-api-key': testKey };
  expect((await api.ask(`GET /v1/orders/${order_id}`, { headers })).body).toMatchObject({
    product_items: [{ name: '598', quantity: 1, price: 0, modification: -12 }],
  });
});

test('an order without products has no items in the orders dialect', async () => {
  const { hook, testKey } = await addShop(api);
  const { order_id } = (
    await postToHook(api, hook.token, { phone: '3001234567', id: 'E1', payment: { amount: 50 } })
  ).body as HookAnswer;
  const headers = { 'x-tenant-api-key': testKey };
  expect((await api.ask(`GET /v1/orders/${order_id}`, { headers })).body).toMatchObject({
    final_amount: 50,
    product_items: [],
  });
});

describe('an order that comes in again', () => {
  test('with the same content, in other types and spellings, changes nothing', async () => {
    const shop = await addShop(api);
    const first = await postToHook(api, shop.hook.token, { ...cash, id: 7, payment: { amount: 20.5 } });
    const { order_id } = first.body as HookAnswer;
    const before = await stored(shop, order_id);
    const form =
      'id=7&phone=300+123+4567&product[0][price]=10.5&product[0][count]=2&product[0][api_id]=P1&payment[amount]=20.50';
    const again = await postToHook(api, shop.hook.token, form, FORM);
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await stored(shop, order_id)).toEqual(before);
  });

  test('with other content changes the order while it is pending, and records it', async () => {
    const shop = await addShop(api);
    const { order_id } = (await postToHook(api, shop.hook.token, { ...cash, delivery_date: '2027-01-02' }))
      .body as HookAnswer;
    const changed = { ...cash, comment: 'ring twice', products: [{ api_id: 'P1', count: 3, price: 10.5 }] };
    const answer = await postToHook(api, shop.hook.token, changed);
    expect([answer.status, (answer.body as HookAnswer).order_id]).toEqual([200, order_id]);
    const { order, events } = await stored(shop, order_id);
    expect(order).toMatchObject({
      total: '31.5',
      notes: 'ring twice',
      contentVersion: 2,
      deliveryDetails: { delivery_date: '2027-01-02', delivery_time: 'asap' },
    });
    expect(events.map(({ type }) => type)).toEqual(['order.created', 'order.updated']);
  });

  test('with other content is refused when it is no longer pending, which is recorded once', async () => {
    const shop = await addShop(api);
    const scope = { tenantId: shop.tenant.id, mode: 'test' } as const;
    const { order_id } = (await postToHook(api, shop.hook.token, cash)).body as HookAnswer;
    await api.ask(`PATCH /api/v1/orders/${order_id}/status`, {
      key: shop.testKey,
      body: { logisticStatus: 'shipped' },
    });
    const before = await loadOrder(api.table, scope, order_id);
    const changed = { ...cash, comment: 'too late' };
    for (const body of [changed, changed, cash]) {
      const answer = await postToHook(api, shop.hook.token, body);
      expect([answer.status, (answer.body as HookAnswer).status]).toEqual([200, 'shipped']);
    }
    const { order, events } = await stored(shop, order_id);
    expect(order).toMatchObject({ notes: null, total: before?.total });
    expect(events.filter(({ type }) => type === 'order.change_refused')).toEqual([
      { type: 'order.change_refused', status: 'shipped' },
    ]);
  });

  test('is one order, however many identical ones come concurrently', async () => {
    const shop = await addShop(api);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => postToHook(api, shop.hook.token, cash)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const [id, ...others] = new Set(answers.map(({ body }) => (body as HookAnswer).order_id));
    expect(others).toEqual([]);
    const { order } = await stored(shop, id ?? '');
    expect([order.version, order.number]).toEqual([1, expect.stringMatching(/^#10\d\d$/)]);
  });
});

describe('an Idempotency-Key', () => {
  const sent = { phone: '3001234567', id: 'K-1', first_name: 'Ana', payment: { amount: 50 } };

  test('of the same request has its first answer again, and of another one a refusal that stores nothing', async () => {
    const { hook, testKey } = await addShop(api);
    const headers = { 'idempotency-key': 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => postToHook(api, hook.token, sent, headers)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const other = await postToHook(api, hook.token, { ...sent, id: 'K-2' }, headers);
    const message = 'This Idempotency-Key was used with another request';
    expect([other.status, other.body]).toEqual([409, { error: { code: 'idempotency_key_reused', message } }]);
    const stored = await api.ask('GET /v1/orders', { headers: { 'x-tenant-api-key': testKey } });
    expect(stored.body).toMatchObject({ total: 1, orders: [{ external_order_id: 'K-1' }] });
  });

  test('of one hook is independent of another’s', async () => {
    const { hook, testKey } = await addShop(api);
    const second = await makeHook(api, testKey);
    const headers = { 'idempotency-key': 'order-1' };
    const first = (await postToHook(api, hook.token, sent, headers)).body as HookAnswer;
    const { status, body } = await postToHook(api, second.token, { ...sent, id: 'K-3' }, headers);
    expect([status, body]).toMatchObject([200, { id: 'K-3' }]);
    expect((body as HookAnswer).order_id).not.toBe(first.order_id);
  });
});
