import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAmount } from '../../../shared/orders/order/money.ts';
import { contentKey, REVISION_IN_LOG } from '../../../shared/orders/order/order-content.ts';
import { toMinor } from '../../../shared/serviceability/pricing/money.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { openShop, SHIRT, type Shop } from '../support/shop.ts';

let api: TestApi;
let rupees: Shop;
let pesos: Shop;

beforeAll(async () => {
  api = await startApi();
  rupees = await openShop(api);
  pesos = await openShop(api, { country: 'CL', currency: 'CLP' });
});

afterAll(() => api.stop());

it.each([
  [1797.3000000000002, '1797.3'],
  [0.30000000000000004, '0.3'],
  ['28.949999999999999', '28.95'],
  ['85600.00', '85600'],
  ['0.600', '0.6'],
  ['1234.600', '1234.6'],
  [85.6, '85.6'],
])('%j is the amount %s', (given, amount) => expect(parseAmount(given)).toBe(amount));

it.each(['85.600', '85,600', '1.000', '999.999'])('%s may be two amounts, and is neither', (text) =>
  expect(parseAmount(text)).toBeUndefined(),
);

it('payments in minor units have no float errors either', () => {
  expect(toMinor(1797.3000000000002, 'INR')).toBe(179_730);
  expect(toMinor(1000.0000000000001, 'CLP')).toBe(1000);
  expect(toMinor(1000.5, 'CLP')).toBeUndefined();
});

const messageOf = (body: unknown): unknown => (body as { error: { message?: string } }).error.message ?? body;
const count = async (shop: Shop) => ((await shop.ask('GET /orders')).body as { total: number }).total;

it('a payment is not read from ambiguous text', async () => {
  const headers = { 'x-api-key': rupees.testKey };
  const add = (amount: unknown) =>
    api.ask('POST /v2/test/wallet', { headers, body: { amount, walletType: 'Business' } });
  expect((await add('85.600')).status).toBe(400);
  expect(await add('85.60')).toMatchObject({ status: 200, body: { data: { balance: 85.6 } } });
});

it('an amount that is written for people is read where it can only be one', async () => {
  const id = await rupees.create({ final_amount: '1,29,900.50' });
  expect((await rupees.ask(`GET /orders/${id}`)).body).toMatchObject({ final_amount: 129_900.5 });
  const trigger = await api.ask('POST /api/v1/calls/trigger', {
    key: pesos.testKey,
    body: {
      externalId: 'M2',
      customer: { name: 'Ana', phone: '+56912345678' },
      products: [{ name: 'Gel', price: '1.234.990' }],
      totalPrice: '1.234.990,00',
    },
  });
  const { orderId } = trigger.body as { orderId: string };
  expect((await pesos.ask(`GET /orders/${orderId}`)).body).toMatchObject({
    final_amount: 1_234_990,
    product_items: [{ price: 1_234_990 }],
  });
});

describe('an order is refused and not stored', () => {
  it('whose amount is ambiguous, with both readings', async () => {
    const before = await count(rupees);
    const answer = await rupees.ask('POST /orders', { ...SHIRT, final_amount: '85.600' });
    expect([answer.status, messageOf(answer.body)]).toEqual([
      400,
      'final_amount may mean 85.6 / 85600: send it as a number, or with two decimals or none',
    ]);
    const body = {
      externalId: 'M1',
      customer: { name: 'Ana', phone: '+573001234567' },
      products: [{ name: 'Gel', price: '85.600' }],
      totalPrice: '1',
    };
    const trigger = await api.ask('POST /api/v1/calls/trigger', { key: rupees.testKey, body });
    expect([trigger.status, trigger.body]).toEqual([
      400,
      {
        error:
          'El campo products.0.price puede significar 85.6 / 85600: envíalo como número, o con dos decimales o ninguno',
      },
    ]);
    expect(await count(rupees)).toBe(before);
  });

  it('with a fraction of a currency that has none', async () => {
    const before = await count(pesos);
    const answer = await pesos.ask('POST /orders', { ...SHIRT, final_amount: 10.5 });
    expect([answer.status, messageOf(answer.body)]).toEqual([
      400,
      'final_amount must be a whole amount: CLP has no decimals',
    ]);
    expect(await count(pesos)).toBe(before);
    const id = await pesos.create({ final_amount: '1000.00' });
    const update = await pesos.ask(`PUT /orders/${id}`, { updates: { final_amount: 1.5 } });
    expect([update.status, messageOf(update.body)]).toEqual([
      400,
      'updates.final_amount must be a whole amount: CLP has no decimals',
    ]);
    expect((await pesos.ask(`GET /orders/${id}`)).body).toMatchObject({ final_amount: 1000 });
  });
});

it('prices and quantities are taken as text, and ids and phones as numbers with all their digits', async () => {
  const text =
    '{"mobile":919876543210,"external_order_id":12345678901234567890,"user_id":"","email":null,' +
    '"product_items":[{"sku":98765432109876543210,"name":"Gel","quantity":"2","price":"10.50"}],' +
    '"product_customizations":{"ref":12345678901234567890,"none":null,"empty":""}}';
  const made = await rupees.ask('POST /orders', text);
  const { _id } = (made.body as { order: { _id: string } }).order;
  const stored = { tenantId: rupees.tenant.id, mode: 'test' } as const;
  const entry = await api.table.get(contentKey(stored, _id, REVISION_IN_LOG));
  expect(entry?.content).toMatchObject({
    externalId: '12345678901234567890',
    total: '21',
    items: [{ sku: '98765432109876543210', quantity: 2, price: '10.5' }],
    customizations: '{"ref":12345678901234567890,"none":null,"empty":""}',
  });
});

it('numbers with more digits than a double holds are read as amounts, and stay as they are in free JSON', async () => {
  const customizations = '{"ratio":0.12345678901234567891,"list":[123456789012345678.5]}';
  const made = await rupees.ask(
    'POST /orders',
    '{"mobile":"919876543210","product_items":[{"name":"Gel","quantity":1,"price":28.949999999999999}],' +
      `"product_customizations":${customizations}}`,
  );
  const { _id } = (made.body as { order: { _id: string } }).order;
  const entry = await api.table.get(
    contentKey({ tenantId: rupees.tenant.id, mode: 'test' }, _id, REVISION_IN_LOG),
  );
  expect(entry?.content).toMatchObject({ total: '28.95', items: [{ price: '28.95' }], customizations });
});

it('unknown query parameters are named, and empty ones are ignored', async () => {
  const { status, headers } = await rupees.ask(
    'GET /orders?status=&page=&sortDirection=DESC&utm_source=x&fbclid=1',
  );
  expect([status, headers['x-ignored-parameters']]).toEqual([200, 'utm_source, fbclid']);
  const many = Array.from({ length: 25 }, (_, n) => `x${n}=1`).join('&');
  const { headers: named } = await rupees.ask(`GET /orders?${many}`);
  expect(named['x-ignored-parameters']).toMatch(/^x0, .*, x19, \+5$/);
});

it('a compressed body is refused with what is taken instead', async () => {
  const { status, headers } = await rupees.ask('POST /orders', SHIRT, { 'content-encoding': 'gzip' });
  expect([status, headers['accept-encoding']]).toEqual([415, 'identity']);
});

it('an order may be sent back as it was read, and read-only fields are refused only when they differ', async () => {
  const id = await rupees.create({
    payment_info: { status: 'pending' },
    external_order_id: 'X-1',
    notes: 'Ring',
  });
  const shown = (await rupees.ask(`GET /orders/${id}`)).body as Record<string, unknown>;
  expect(await rupees.ask(`PUT /orders/${id}`, { updates: shown })).toMatchObject({ status: 200 });
  const { body } = await rupees.ask(`GET /orders/${id}`);
  expect(body).toEqual({ ...shown, updated_at: expect.any(String) });
  const renamed = { updates: { ...shown, name: 'Ana' } };
  expect((await rupees.ask(`PUT /orders/${id}`, renamed)).status).toBe(200);
  expect((await rupees.ask(`PUT /orders/${id}`, renamed)).status).toBe(200);
  const moved = await rupees.ask(`PUT /orders/${id}`, {
    updates: { ...shown, referenceId: 'other', currency: 'USD' },
  });
  expect([moved.status, messageOf(moved.body)]).toEqual([
    400,
    'updates.referenceId cannot be changed; updates.currency cannot be changed',
  ]);
});
