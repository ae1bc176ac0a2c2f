import { beforeAll, describe, expect, it } from 'vitest';
import { createExample } from '../../../functions/delivery/bookings/create-body.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { makeHook, setEnvironment } from '../../intake/hooks.ts';
import { ADMIN_KEY } from '../../support/api/api.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { SHIRT } from '../support/shop.ts';

const places = { KWD: 'KW', BHD: 'BH', OMR: 'OM', TND: 'TN', JOD: 'JO', INR: 'IN', COP: 'CO', CLP: 'CL' };
type Currency = keyof typeof places;

interface Shop extends AddedTenant {
  hook: string;
  orderId: string;
}

const shops = new Map<Currency, Shop>();

beforeAll(() => {
  setEnvironment();
});
useDeliveryApi();
beforeAll(async () => {
  for (const currency of Object.keys(places) as Currency[]) {
    const owner = await addTenant(api.table, { country: places[currency], currency, timeZone: 'Etc/UTC' });
    const terms = { limits: { intake: 100, orders: 1000 }, postpaid: { enabled: true, limit: 100_000 } };
    await updateTenant(api.table, owner.tenant.id, terms, byAdmin());
    const { token } = await makeHook(api.engine, owner.testKey);
    const made = await orders(owner, 'POST /v1/orders', SHIRT);
    const { _id } = (made.body as { order: { _id: string } }).order;
    shops.set(currency, { ...owner, hook: token, orderId: _id });
  }
});

const orders = ({ testKey }: AddedTenant, request: string, body: unknown) =>
  api.engine.ask(request, { headers: { 'x-tenant-api-key': testKey }, body });

let made = 0;
const item = (price: unknown) => ({ name: 'Gel', quantity: 1, price });
const trigger = (more: object) => ({
  externalId: `T${++made}`,
  customer: { name: 'Ana', phone: '+573001234567' },
  products: [item(1)],
  totalPrice: 1,
  ...more,
});
const intake = (more: object) => ({
  id: `I${++made}`,
  phone: '+573001234567',
  products: [{ api_id: 1, count: 1, price: 1 }],
  ...more,
});
const create = (shop: Shop, more: object) => orders(shop, 'POST /v1/orders', { ...SHIRT, ...more });
const update = (shop: Shop, updates: object) => orders(shop, `PUT /v1/orders/${shop.orderId}`, { updates });
const call = ({ testKey: key }: Shop, more: object) =>
  api.engine.ask('POST /api/v1/calls/trigger', { key, body: trigger(more) });
const postToHook = ({ hook }: Shop, more: object) =>
  api.engine.ask(`POST /hooks/catch/${hook}`, { body: intake(more) });
const settle = ({ tenant }: Shop, body: object) =>
  api.engine.ask(`PATCH /platform/v1/tenants/${tenant.id}`, { key: ADMIN_KEY, body });

type Send = (shop: Shop, amount: unknown) => Promise<HandlerResponse>;

/** Every amount of money that a client may send, by its field. */
const fields: [field: string, dialect: string, send: Send][] = [
  ['product_items.0.price', 'orders', (shop, price) => create(shop, { product_items: [item(price)] })],
  ['final_amount', 'orders', (shop, final_amount) => create(shop, { final_amount })],
  ['payment_info.amount', 'orders', (shop, amount) => create(shop, { payment_info: { amount } })],
  ['updates.product_items.0.price', 'orders', (shop, p) => update(shop, { product_items: [item(p)] })],
  ['updates.final_amount', 'orders', (shop, final_amount) => update(shop, { final_amount })],
  ['updates.payment_info.amount', 'orders', (shop, amount) => update(shop, { payment_info: { amount } })],
  ['products.0.price', 'confirmation', (shop, price) => call(shop, { products: [item(price)] })],
  ['totalPrice', 'confirmation', (shop, totalPrice) => call(shop, { totalPrice })],
  [
    'products.0.price',
    'intake',
    (shop, price) => postToHook(shop, { products: [{ api_id: 1, count: 1, price }] }),
  ],
  ['payment.sum', 'intake', (shop, sum) => postToHook(shop, { payment: { sum } })],
  ['payment.amount', 'intake', (shop, amount) => postToHook(shop, { payment: { amount } })],
  [
    'payment.reciver_commission',
    'intake',
    (shop, c) => postToHook(shop, { payment: { reciver_commission: c } }),
  ],
  ['promotion.discount', 'intake', (shop, discount) => postToHook(shop, { promotion: { discount } })],
  [
    'amount',
    'delivery',
    ({ testKey }, amount) => api.ask('POST /v2/test/wallet', testKey, { amount, walletType: 'business' }),
  ],
  [
    'amount',
    'platform',
    ({ tenant }, amount) =>
      api.engine.ask('POST /platform/v1/wallets/credits', {
        key: ADMIN_KEY,
        body: { tenantId: tenant.id, mode: 'test', walletType: 'business', amount },
      }),
  ],
  ['postpaid.limit', 'platform', (shop, limit) => settle(shop, { postpaid: { enabled: true, limit } })],
  [
    'promoCodes.0.amountOff',
    'platform',
    (shop, amountOff) => settle(shop, { promoCodes: [{ code: 'A', amountOff }] }),
  ],
];

const TEXT = '85.600';
const readings = '85.6 / 85600';

describe.each(fields)('%s of %s', (field, _dialect, send) => {
  const shopOf = (currency: Currency) => shops.get(currency) as Shop;

  it.each(['KWD', 'BHD', 'OMR', 'TND', 'JOD'] as const)(
    'is read as text with thousandths in %s',
    async (currency) => {
      const { status, body } = await send(shopOf(currency), TEXT);
      expect([status, JSON.stringify(body)]).toEqual([expect.toBeOneOf([200, 201, 202]), expect.anything()]);
      expect(JSON.stringify(body)).not.toContain('85600');
    },
  );

  it('is read as text with thousands in CLP, but for one that may have three decimals', async () => {
    const { status, body } = await send(shopOf('CLP'), TEXT);
    expect([status, JSON.stringify(body)]).toEqual([expect.toBeOneOf([200, 201, 202]), expect.anything()]);
    const refused = await send(shopOf('CLP'), '85.000');
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([
      400,
      expect.stringContaining('85 / 85000'),
    ]);
  });

  it.each(['INR', 'COP'] as const)('names both readings of such a text in %s', async (currency) => {
    const { status, body } = await send(shopOf(currency), TEXT);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(readings)]);
    expect(JSON.stringify(body)).toContain(field);
  });

  it.each([
    ['INR', '₹1,299.00'],
    ['INR', 'Rs. 500'],
    ['INR', '500 INR'],
    ['COP', '$ 85.600,00'],
    ['CLP', '$85.600.000'],
    ['KWD', 'KWD 85.600'],
  ] as const)('is read in %s with the sign of its currency: %s', async (currency, text) => {
    const { status, body } = await send(shopOf(currency), text);
    expect([status, JSON.stringify(body)]).toEqual([expect.toBeOneOf([200, 201, 202]), expect.anything()]);
  });

  it.each([
    ['INR', '$500'],
    ['COP', '₹500'],
    ['KWD', 'US$ 500'],
  ] as const)('is refused in %s with the sign of another: %s', async (currency, text) => {
    const { status, body } = await send(shopOf(currency), text);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)]);
  });

  it('takes no fraction where the currency has none', async () => {
    for (const amount of [10.5, '10.50']) {
      const { status, body } = await send(shopOf('CLP'), amount);
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('CLP')]);
      expect(JSON.stringify(body)).toContain(field);
    }
  });

  it('is never a comma', async () => {
    expect((await send(shopOf('KWD'), '85,600')).status).toBe(400);
  });
});

it('an amount in thousands is stored as such where its currency has no decimals', async () => {
  const pesos = shops.get('CLP') as Shop;
  const answer = await create(pesos, { product_items: [item('$12.990')], final_amount: '85.600' });
  expect([answer.status, answer.body]).toMatchObject([
    201,
    { order: { final_amount: 85_600, product_items: [{ price: 12_990 }] } },
  ]);
});

it('a currency that the body names decides, whatever the tenant has', async () => {
  const [dinars, rupees] = [shops.get('KWD') as Shop, shops.get('INR') as Shop];
  const named = (currency: string) => ({ final_amount: TEXT, payment_info: { currency } });
  expect((await create(dinars, named('INR'))).status).toBe(400);
  const answer = await create(rupees, named('kwd'));
  expect([answer.status, answer.body]).toMatchObject([201, { order: { final_amount: 85.6 } }]);
  expect((await call(dinars, { totalPrice: TEXT, currency: 'COP' })).status).toBe(400);
  expect((await call(rupees, { totalPrice: TEXT, currency: 'OMR' })).status).toBe(200);
});

it('and so does one within JSON in a text', async () => {
  const [dinars, rupees] = [shops.get('KWD') as Shop, shops.get('INR') as Shop];
  const inText = (currency: string) => ({
    product_items: JSON.stringify([item(TEXT)]),
    payment_info: JSON.stringify({ currency }),
  });
  expect((await create(dinars, inText('INR'))).status).toBe(400);
  const answer = await create(rupees, inText('KWD'));
  expect([answer.status, answer.body]).toMatchObject([201, { order: { final_amount: 85.6 } }]);
  const order = JSON.stringify({ products: [item(TEXT)], totalPrice: TEXT, currency: 'INR' });
  expect((await call(dinars, { order })).status).toBe(400);
});

it('and so does that of a trigger whose order has no value', async () => {
  const [dinars, rupees] = [shops.get('KWD') as Shop, shops.get('INR') as Shop];
  const named = (currency: string) => ({
    ...{ order: { externalId: '', products: [] }, totalPrice: TEXT },
    currency,
  });
  expect((await call(dinars, named('INR'))).status).toBe(400);
  expect((await call(rupees, named('KWD'))).status).toBe(200);
});

it('an update is read in the currency of its order', async () => {
  const dinars = shops.get('KWD') as Shop;
  const made = await create(dinars, { payment_info: { currency: 'COP' } });
  const { _id } = (made.body as { order: { _id: string } }).order;
  const answer = await orders(dinars, `PUT /v1/orders/${_id}`, { updates: { final_amount: TEXT } });
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(readings)]);
});

it.each(['12.990', '12,990', '１２，９９０'])(
  'an update of an order in dollars does not read %s as thousands of the shop’s own pesos',
  async (final_amount) => {
    const pesos = shops.get('CLP') as Shop;
    const made = await create(pesos, { payment_info: { currency: 'USD' } });
    const { _id } = (made.body as { order: { _id: string } }).order;
    const read = async () => (await orders(pesos, `GET /v1/orders/${_id}`, undefined)).body;
    const before = await read();
    const answer = await orders(pesos, `PUT /v1/orders/${_id}`, { updates: { final_amount } });
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([
      400,
      expect.stringContaining('12.99 / 12990'),
    ]);
    expect(await read()).toEqual(before);
  },
);

it('an update of an order in dinars reads thousandths, where the shop’s own pesos have thousands', async () => {
  const pesos = shops.get('CLP') as Shop;
  const made = await create(pesos, { payment_info: { currency: 'KWD' } });
  const { _id } = (made.body as { order: { _id: string } }).order;
  const answer = await orders(pesos, `PUT /v1/orders/${_id}`, {
    updates: { product_items: [item('12.990')], payment_info: { amount: '0.500' } },
  });
  expect(answer.status).toBe(200);
  expect((await orders(pesos, `GET /v1/orders/${_id}`, undefined)).body).toMatchObject({
    final_amount: 12.99,
    product_items: [{ price: 12.99 }],
    payment_info: { amount: 0.5 },
  });
});

it('a sign is that of the currency that the body names, or of the order that is updated', async () => {
  const [dinars, pesos] = [shops.get('KWD') as Shop, shops.get('COP') as Shop];
  const named = { final_amount: '$ 1.299,50 COP', payment_info: { currency: 'COP' } };
  const answer = await create(dinars, named);
  expect([answer.status, answer.body]).toMatchObject([201, { order: { final_amount: 1299.5 } }]);
  expect((await create(pesos, { ...named, payment_info: { currency: 'KWD' } })).status).toBe(400);
  const { _id } = (answer.body as { order: { _id: string } }).order;
  const changed = (final_amount: string, more = {}) =>
    orders(dinars, `PUT /v1/orders/${_id}`, { updates: { final_amount, ...more } });
  const refused = await changed('KWD 500');
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([
    400,
    expect.stringContaining('updates.final_amount'),
  ]);
  expect((await changed('$500', { currency: 'COP' })).status).toBe(200);
  expect((await orders(dinars, `GET /v1/orders/${_id}`, undefined)).body).toMatchObject({
    final_amount: 500,
  });
});

describe('cash of a delivery', () => {
  /** A square of its own that takes that money. */
  const regionOf = async (currency: Currency, west: number) => {
    const { body } = await api.engine.ask('GET /platform/v1/regions/BLR', { key: ADMIN_KEY });
    const { code: _code, updatedAt: _at, ...region } = body as { code: 1; updatedAt: 1; priceBook: object };
    const ring = [
      [west, 0],
      [west + 1, 0],
      [west + 1, 1],
      [west, 1],
      [west, 0],
    ];
    const answer = await api.engine.ask(`PUT /platform/v1/regions/${currency}`, {
      key: ADMIN_KEY,
      body: {
        ...region,
        area: { type: 'Polygon', coordinates: [ring] },
        priceBook: { ...region.priceBook, currency },
        collections: { minimum: 0, maximum: 1e9 },
      },
    });
    expect(answer.status).toBe(200);
    const place = { ...createExample.dropAddress, lat: 0.5, lng: west + 0.5 };
    const { tenant, testKey } = shops.get(currency) as Shop;
    const terms = { fundAccounts: [{ id: 'fa_1', primary: true }] };
    await updateTenant(api.table, tenant.id, terms, byAdmin());
    const book = (collectionsAmount: unknown) =>
      api.ask('POST /v2/order/create', testKey, {
        ...createExample,
        otps: null,
        paymentMode: 'postpaid',
        dropAddress: place,
        pickAddress: place,
        collectionsAmount,
      });
    const pay = async (orderID: unknown, cashCollected: unknown) => {
      await api.ask('POST /v2/test/order/status', testKey, { orderID, status: 'PICKUPCOMPLETED' });
      return api.engine.ask(`POST /platform/v1/deliveries/${orderID}/events`, {
        key: testKey,
        body: { event: 'DROP_DONE', cashCollected },
      });
    };
    return { book, pay };
  };
  const idOf = ({ body }: HandlerResponse) => (body as { data: { orderID: unknown } }).data.orderID;

  it('is read as text with thousandths where its money has them', async () => {
    const { book, pay } = await regionOf('KWD', 10);
    const booked = await book(TEXT);
    expect([booked.status, booked.body]).toMatchObject([200, { data: { orderID: expect.any(String) } }]);
    expect((await pay(idOf(booked), '95.600')).status).toBe(400);
    expect(await pay(idOf(booked), TEXT)).toMatchObject({ status: 200, body: { status: 'DROPCOMPLETED' } });
  });

  it('names both readings, and takes no fraction, where it has none', async () => {
    const { book, pay } = await regionOf('CLP', 20);
    for (const amount of ['85.000', 10.5, '10.50']) {
      const { status, body } = await book(amount);
      const said = amount === '85.000' ? '85 / 85000' : 'CLP';
      expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(said)]);
    }
    const booked = await book('5000');
    const read = await pay(idOf(booked), '5.000');
    expect([read.status, JSON.stringify(read.body)]).toEqual([400, expect.stringContaining('5 / 5000')]);
    expect((await pay(idOf(booked), 5000.5)).status).toBe(400);
    expect((await pay(idOf(booked), 5000)).status).toBe(200);
  });
});
