import { beforeAll, describe, expect, it } from 'vitest';
import { api, useApi } from '../../support/api/api-setting.ts';
import { openShop, SHIRT, type Shop } from '../support/shop.ts';

let shop: Shop;

useApi();
beforeAll(async () => {
  shop = await openShop(api);
});

type Body = Record<string, unknown>;
const read = async (id: string): Promise<Body> => (await shop.ask(`GET /orders/${id}`)).body as Body;
const update = (id: string, updates: object, headers = {}) =>
  shop.ask(`PUT /orders/${id}`, { updates }, headers);

describe('an update', () => {
  it('changes what it names and nothing else', async () => {
    const id = await shop.create({
      name: 'John',
      notes: 'Before 6',
      delivery_details: { address: '1 Main' },
    });
    const before = await read(id);
    expect((await update(id, { name: 'Jane', email: 'jane@example.com', user_id: 'u1' })).status).toBe(200);
    expect(await read(id)).toEqual({
      ...before,
      name: 'Jane',
      email: 'jane@example.com',
      user_id: 'u1',
      updated_at: expect.any(String),
    });
  });

  it('sets delivery details one by one, and removes what is null', async () => {
    const id = await shop.create({
      delivery_details: { recipient_name: 'John', phone: '1', address: '1 Main' },
    });
    await update(id, { delivery_details: { phone: null, notes: 'Ring', tracking_number: 'T-1' } });
    expect((await read(id)).delivery_details).toEqual({
      recipient_name: 'John',
      notes: 'Ring',
      address: '1 Main',
      tracking_number: 'T-1',
    });
  });

  it('takes no number for what people write, as creating an order does not', async () => {
    const id = await shop.create({ delivery_details: { address: '1 Main' } });
    const before = await read(id);
    for (const field of ['recipient_name', 'address', 'notes']) {
      const delivery_details = { [field]: 560102 };
      const created = await shop.ask('POST /orders', { ...SHIRT, delivery_details });
      const updated = await update(id, { delivery_details });
      for (const { status, body } of [created, updated]) {
        expect([field, status]).toEqual([field, 400]);
        expect(JSON.stringify(body)).toContain(`delivery_details.${field}`);
      }
    }
    expect(await read(id)).toEqual(before);
  });

  it('removes everything that null means, and keeps the rest', async () => {
    const id = await shop.create({
      delivery_method: 'Express',
      delivery_details: { recipient_name: 'John', address: '1 Main', tracking_number: 'T-1' },
      payment_info: { method: 'UPI', payment_id: 'pay_1' },
    });
    const before = await read(id);
    const nothing = { delivery_method: null, delivery_details: null, payment_info: null };
    expect((await update(id, { ...nothing, notes: 'Ring' })).status).toBe(200);
    const after = await read(id);
    expect(after).toMatchObject({ notes: 'Ring', delivery_method: 'Local Delivery', status: before.status });
    expect(after.delivery_details ?? {}).toEqual({});
    expect(after.payment_info ?? {}).not.toMatchObject({ payment_id: 'pay_1' });
    expect(after.payment_status).toBe(before.payment_status);
  });

  it('of items sets their sum, unless it has another amount', async () => {
    const product_items = [{ name: 'Jeans', quantity: 3, price: 0.1 }];
    const id = await shop.create({ final_amount: 77 });
    await update(id, { product_items });
    expect(await read(id)).toMatchObject({ product_items, final_amount: 0.3 });
    await update(id, { product_items, final_amount: 0.25 });
    expect(await read(id)).toMatchObject({ final_amount: 0.25 });
  });

  it.each([
    [1_000_000, 999_999_999_999, 'less than 1000000000000'],
    [1.001, 0.0001, 'an amount of money, 0 or more, with at most 4 decimals'],
  ])('of items whose sum is not an amount, %d at %d, is refused', async (quantity, price, expected) => {
    const id = await shop.create();
    const before = await read(id);
    const product_items = [{ name: 'Jeans', quantity, price }];
    const { status, body } = await update(id, { product_items });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: 'ValidationError',
        message: `updates.final_amount must be ${expected}`,
      },
    });
    expect(await read(id)).toEqual(before);
    expect((await update(id, { product_items, final_amount: 5 })).status).toBe(200);
  });

  it('of the mobile makes the order findable by the new one', async () => {
    const id = await shop.create();
    await update(id, { mobile: '98111 22333' });
    expect((await shop.ask('GET /orders?searchTerm=9811122333')).body).toMatchObject({
      total: 1,
      orders: [{ _id: id, mobile: '919811122333' }],
    });
  });

  it('that changes nothing keeps version, time and timeline', async () => {
    const id = await shop.create({ name: 'John' });
    const before = await shop.ask(`GET /orders/${id}`);
    const answer = await update(id, { name: 'John', status: 'PENDING' });
    expect(answer.headers.etag).toBe(before.headers.etag);
    const after = await shop.ask(`GET /orders/${id}`);
    expect([after.body, after.headers.etag]).toEqual([before.body, before.headers.etag]);
  });

  it('of the payment records what was received', async () => {
    const id = await shop.create();
    await update(id, { payment_info: { status: 'paid', payment_id: 'txn_abc123', method: 'online' } });
    const { body } = await shop.ask(`GET /orders/${id}/timeline`);
    expect((body as object[]).at(-1)).toEqual({
      id: expect.any(String),
      title: 'Payment Received',
      description: 'Payment processed successfully',
      type: 'success',
      timestamp: expect.any(String),
      metadata: {
        from: 'unpaid',
        to: 'paid',
        currency: 'INR',
        payment_method: 'prepaid',
        amount: 500,
        transaction_id: 'txn_abc123',
      },
    });
    expect((await read(id)).payment_status).toBe('paid');
  });

  it.each([
    [{ _id: 'x' }, 'updates._id cannot be changed'],
    [{ _id: '0' }, 'updates._id cannot be changed'],
    [{ referenceId: 'x' }, 'updates.referenceId cannot be changed'],
    [{ created_at: 'x' }, 'updates.created_at cannot be changed'],
    [{ order_history: [{ timestamp: 2 ** 53 }] }, 'updates.order_history cannot be changed'],
    [{ order_history: [{ timestamp: { toString: 1 } }] }, 'updates.order_history cannot be changed'],
    [{ created_at: 2 ** 53 }, 'updates.created_at cannot be changed'],
    [{ updated_at: { seconds: 0 } }, 'updates.updated_at cannot be changed'],
    [{ external_order_id: 'x' }, 'updates.external_order_id cannot be changed'],
    [{ colour: 'red' }, 'updates.colour is not known here'],
    [{ payment_info: { iban: 'x' } }, 'updates.payment_info.iban is not known here'],
    [{ status: 'lost' }, /^updates.status must be one of: pending, confirmed/],
    [{ payment_status: 'lost' }, /^updates.payment_status must be one of: unpaid/],
    [{ mobile: '12' }, 'updates.mobile must be a valid phone number'],
    [{ product_items: [] }, 'At least one product item is required'],
    [{ product_items: [{ name: 'x' }] }, 'Each product item must have name, quantity, and price'],
    [{}, 'updates must name at least one field to change'],
  ])('%j is refused', async (updates, message) => {
    const id = await shop.create();
    const before = await read(id);
    const { status, body } = await update(id, updates);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: 'ValidationError',
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      },
    });
    expect(await read(id)).toEqual(before);
  });

  it('ignores times that only the order has, where a program never set them', async () => {
    const id = await shop.create();
    const never = { created_at: '0001-01-01T00:00:00Z', updated_at: '0001-01-01T00:00:00' };
    expect((await update(id, { name: 'Asha', ...never })).status).toBe(200);
    expect(await read(id)).toMatchObject({ name: 'Asha' });
  });

  it('is refused with all reasons in details, and accepts only updates', async () => {
    const id = await shop.create();
    const before = await read(id);
    const sent = {
      status: 'shipped',
      updates: { product_customizations: { a: 'x'.repeat(8200) } },
    };
    const answer = await shop.ask(`PUT /orders/${id}`, sent);
    const told = [
      ['updates.product_customizations', 'max_bytes', 'must have at most 8192 bytes', { expected: '8192' }],
      ['status', 'unknown', 'is not known here', {}],
    ] as const;
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: {
          code: 'ValidationError',
          message: told.map(([field, , words]) => `${field} ${words}`).join('; '),
          details: {
            issues: told.map(([field, rule, words, more]) => ({
              field,
              rule,
              ...more,
              message: `${field} ${words}`,
            })),
          },
        },
      },
    ]);
    expect(await read(id)).toEqual(before);
  });
});

describe('If-Match', () => {
  it('allows a change of the version that it names only', async () => {
    const id = await shop.create();
    const etag = (await shop.ask(`GET /orders/${id}`)).headers.etag ?? '';
    expect(etag).toBe('"1"');
    const first = await update(id, { notes: 'a' }, { 'if-match': `"9", ${etag}` });
    expect([first.status, first.headers.etag]).toEqual([200, '"2"']);
    const stale = await update(id, { notes: 'b' }, { 'if-match': etag });
    expect([stale.status, stale.body]).toEqual([
      412,
      {
        error: {
          code: 'PreconditionFailedError',
          message: 'The resource is not in the state that the request asks for',
        },
      },
    ]);
    expect((await read(id)).notes).toBe('a');
  });

  it.each([
    ['*', 200],
    ['W/"1"', 412],
    ['"0"', 412],
    ['1', 400],
    ['', 400],
  ])('%s answers %i', async (tag, status) => {
    const id = await shop.create();
    expect((await update(id, { notes: 'a' }, { 'if-match': tag })).status).toBe(status);
    expect(
      (await shop.ask(`PUT /orders/${id}/status`, { status: 'shipped' }, { 'if-match': tag })).status,
    ).toBe(status);
  });
});
