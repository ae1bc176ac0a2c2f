import { beforeAll, describe, expect, it } from 'vitest';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { openShop, SHIRT, type Shop } from '../support/shop.ts';

let shop: Shop;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

const create = (body: object) => shop.ask('POST /orders', { ...SHIRT, ...body });
const made = async (body: object = {}): Promise<Record<string, unknown>> => {
  const id = await shop.create(body);
  return (await shop.ask(`GET /orders/${id}`)).body as Record<string, unknown>;
};
const errorOf = ({ status, body }: HandlerResponse) => [
  status,
  (body as { error: { code: string; message: string } }).error,
];

describe('a new order', () => {
  it('has the documented defaults', async () => {
    const { body } = await create({});
    expect(body).toEqual({
      success: true,
      message: 'Order created successfully',
      order: {
        _id: expect.any(String),
        referenceId: expect.stringMatching(/^ORD\d{10}[A-Z]{4}$/),
        status: 'PENDING',
        mobile: '+919876543210',
        final_amount: 500,
        delivery_method: 'Local Delivery',
        product_items: SHIRT.product_items,
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    });
  });

  it('keeps every documented field', async () => {
    const location = { lat: 19.076, lng: 72.8777 };
    const delivery_details = {
      recipient_name: 'Jane',
      email: 'jane@example.com',
      phone: '+911234',
      alternate_phone: '022 1234',
      address: '1 Marine Drive',
      notes: 'Ring twice',
      location,
    };
    const order = await made({
      name: 'José',
      email: 'jose@example.com',
      user_id: 'user-1',
      delivery_method: 'Pickup',
      delivery_details,
      product_customizations: { engraving: { text: 'J', size: 12 } },
      payment_info: { status: 'PAID', amount: 500, currency: 'USD', payment_id: 'pay_1', method: 'UPI' },
      referenceId: 'ORD-001',
      external_order_source: 'shopify',
      external_order_id: '4501',
      external_order_number: '#77',
      notes: 'Before 6 PM',
    });
    expect(order).toMatchObject({
      name: 'José',
      email: 'jose@example.com',
      user_id: 'user-1',
      delivery_method: 'Pickup',
      delivery_details,
      product_customizations: { engraving: { text: 'J', size: 12 } },
      payment_info: { status: 'paid', amount: 500, currency: 'USD', payment_id: 'pay_1', method: 'UPI' },
      payment_status: 'paid',
      currency: 'USD',
      referenceId: 'ORD-001',
      external_order_source: 'shopify',
      external_order_id: '4501',
      external_order_number: '#77',
      notes: 'Before 6 PM',
    });
  });

  it('is seen by the confirmation dialect', async () => {
    const id = await shop.create({
      name: 'Ana',
      delivery_details: { address: 'Calle 1' },
      external_order_source: 'shopify',
      external_order_id: 'seen-1',
    });
    const { body } = await api.ask(`GET /api/v1/orders/${id}`, { key: shop.testKey });
    expect(body).toMatchObject({
      id,
      shopifyOrderId: 'seen-1',
      externalId: 'seen-1',
      source: 'shopify',
      status: 'pending',
      customer: { name: 'Ana', phone: '+919876543210' },
      products: 'Premium T-Shirt x1',
      totalPrice: 500,
      currency: 'INR',
      address: { address1: 'Calle 1' },
    });
  });

  it('reads a sku back by both of its names', async () => {
    const item = { name: 'Mug', quantity: 1, price: 5, sku: 'MUG-1' };
    const { body } = await create({ product_items: [item] });
    expect(body).toMatchObject({ order: { product_items: [{ ...item, product_retailer_id: 'MUG-1' }] } });
    const order = await made({ product_items: [item] });
    expect(order.product_items).toEqual([{ ...item, product_retailer_id: 'MUG-1' }]);
  });

  it.each([
    [[[3, 0.1]], 0.3],
    [
      [
        [2, 599],
        [1, 1299],
      ],
      2497,
    ],
    [
      [
        [3, 19.99],
        [7, 0.07],
      ],
      60.46,
    ],
    [[[1.5, 12.5]], 18.75],
    [[[1, 0]], 0],
  ])('of %j comes to %d, to the last digit', async (lines, expected) => {
    const product_items = lines.map(([quantity, price]) => ({ name: 'x', quantity, price }));
    expect((await made({ product_items })).final_amount).toBe(expected);
  });

  it('comes to the amount that is given instead', async () => {
    expect((await made({ final_amount: 450.5 })).final_amount).toBe(450.5);
  });

  it.each(['PENDING', 'Shipped', 'completed', 'needs_review'])(
    'echoes %s and reads in lower case',
    async (status) => {
      const { body } = await create({ status });
      expect(body).toMatchObject({ order: { status } });
      expect((await made({ status })).status).toBe(status.toLowerCase());
    },
  );

  it.each(['9876543210', '09876543210', '+91 98765 43210', '919876543210', '(+91) 98765-43210'])(
    'takes the mobile %s',
    async (mobile) => {
      const { body } = await create({ mobile });
      expect(body).toMatchObject({ order: { mobile: '+919876543210' } });
      expect((await made({ mobile })).mobile).toBe('919876543210');
    },
  );
});

describe('a payment', () => {
  it.each([
    [{ status: 'paid', method: 'UPI' }, 'prepaid', 'paid', '0', '500'],
    [{ status: 'paid', amount: 200, method: 'cash' }, 'cod', 'paid', '300', '200'],
    [{ payment_id: 'pay_1' }, 'prepaid', 'unpaid', '500', '0'],
    [{ method: 'Cash on Delivery' }, 'cod', 'unpaid', '500', '0'],
    [{ method: 'card_on_delivery', status: 'pending' }, 'card_on_delivery', 'pending', '500', '0'],
    [{ status: 'Refunded' }, 'cod', 'refunded', '0', '0'],
  ])(
    '%j is %s and %s, with %s due and %s collected',
    async (payment_info, method, status, due, collected) => {
      const id = await shop.create({ payment_info });
      const order = await loadOrder(api.table, { tenantId: shop.tenant.id, mode: 'test' }, id);
      expect(order?.payment).toMatchObject({ method, status, due, collected });
    },
  );
});

describe('refused', () => {
  it.each([
    [{ mobile: '12' }, 'mobile must be a valid phone number'],
    [{ mobile: null }, 'Customer mobile number is required'],
    [{ product_items: null }, 'At least one product item is required'],
    [
      { product_items: [{ name: 'x', quantity: 1, price: null }] },
      'Each product item must have name, quantity, and price',
    ],
    [
      { product_items: [{ name: null, quantity: null, price: 1 }] },
      'Each product item must have name, quantity, and price',
    ],
    [{ status: 'lost' }, /^status must be one of: pending, confirmed, .*refunded$/],
    [{ payment_info: { status: 'lost' } }, /^payment_info.status must be one of: unpaid, pending, paid/],
    [{ payment_info: { currency: 'RUPEES' } }, /^payment_info.currency/],
    [{ email: 'nobody' }, 'email must be a valid email address'],
    [
      { product_items: [{ name: 'x', quantity: 0, price: 1 }] },
      'product_items.0.quantity must be at least 1',
    ],
    [{ product_items: [{ name: 'x', quantity: 1, price: -1 }] }, /^product_items.0.price must be an amount/],
    [{ product_items: [{ name: 'x', quantity: 1, price: 0.00001 }] }, /^product_items.0.price must be/],
    [{ product_items: [{ name: 'x', quantity: 1.001, price: 0.001 }] }, /^final_amount must be an amount/],
    [
      { product_items: [{ name: 'x', quantity: 1, price: 1, sku: 'a', product_retailer_id: 'b' }] },
      'product_items.0.sku must be the same as product_retailer_id',
    ],
    [{ final_amount: 'twelve' }, /^final_amount must be/],
    [{ delivery_details: { location: { lat: 91, lng: 0 } } }, /^delivery_details.location.lat must be/],
    [
      { delivery_details: { location: { lat: { toString: 1 }, lng: 0 } } },
      /^delivery_details.location.lat must be/,
    ],
  ])('%j', async (body, message) => {
    const [status, error] = errorOf(await create(body));
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: 'ValidationError',
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it('when its source has the id already, naming the first', async () => {
    const names = { external_order_source: 'website', external_order_id: 'WEB-1' };
    const first = await shop.create(names);
    const answer = await create(names);
    expect([answer.status, answer.body]).toEqual([
      409,
      {
        error: {
          code: 'ConflictError',
          message: 'This source has an order with that external id already',
          details: { _id: first },
        },
      },
    ]);
    expect(await shop.create({ ...names, external_order_source: 'app' })).not.toBe(first);
  });

  it('when another order has the reference that was made for it', async () => {
    const first = await shop.create();
    const { referenceId } = (await shop.ask(`GET /orders/${first}`)).body as { referenceId: string };
    expect(errorOf(await create({ referenceId }))).toEqual([
      409,
      { code: 'ConflictError', message: 'Another order has that reference', details: { _id: first } },
    ]);
    const [, seconds = '', letters = ''] = /^(ORD\d{10})(.{4})$/.exec(referenceId) ?? [];
    expect((await create({ referenceId: `${seconds}${letters === 'ZZZY' ? 'ZZZX' : 'ZZZY'}` })).status).toBe(
      201,
    );
  });

  it('and takes no number', async () => {
    const numberOf = async (id: string) =>
      Number(
        (
          (await shop.ask(`GET /orders/${id}`)).body as { external_order_number: string }
        ).external_order_number.slice(1),
      );
    const names = { external_order_id: 'NO-GAP' };
    const first = await numberOf(await shop.create(names));
    for (let times = 0; times < 3; times++) expect((await create(names)).status).toBe(409);
    expect(await numberOf(await shop.create())).toBe(first + 1);
  });

  it('when another order has the reference', async () => {
    const first = await shop.create({ referenceId: 'MINE-1' });
    const answer = await create({ referenceId: 'MINE-1' });
    expect(errorOf(answer)).toEqual([
      409,
      { code: 'ConflictError', message: 'Another order has that reference', details: { _id: first } },
    ]);
  });
});

it('two tenants have the same names without meeting', async () => {
  const names = { external_order_id: 'shared-1', referenceId: 'SHARED' };
  const other = await openShop(api);
  await shop.create(names);
  await other.create(names);
  const { body } = await other.ask('GET /orders');
  expect(body).toMatchObject({ total: 1 });
});
