import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../../infra/local/host.ts';

const ADMIN_KEY = 'admin_of_the_examples';

let host: Host;
let key: string;

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

async function send(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const answer = await fetch(host.url + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}

const ask = (method: string, path: string, body?: unknown) =>
  send(method, `/v1${path}`, body, { 'x-tenant-api-key': key });

const admin = async (path: string, body: object): Promise<Record<string, string>> =>
  (await send('POST', path, body, { authorization: `Bearer ${ADMIN_KEY}` })).body as Record<string, string>;

beforeAll(async () => {
  host = await startHost({ adminKey: ADMIN_KEY, log: () => {} });
  const { id } = await admin('/platform/v1/tenants', { name: 'TalkingShop', country: 'IN', currency: 'INR' });
  key = (await admin(`/platform/v1/tenants/${id}/api-keys`, { mode: 'test' })).key ?? '';
});

afterAll(() => host?.stop());

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
const REFERENCE = expect.stringMatching(/^ORD\d{10}[A-Z]{4}$/);
const ID = expect.stringMatching(/^ord_[0-9a-z]{26}$/);

const example = {
  mobile: '+919876543210',
  name: 'John Doe',
  email: 'john@example.com',
  product_items: [
    { product_retailer_id: 'SKU-001', name: 'Premium T-Shirt', quantity: 2, price: 599.0 },
    { product_retailer_id: 'SKU-002', name: 'Classic Jeans', quantity: 1, price: 1299.0 },
  ],
  delivery_method: 'Local Delivery',
  delivery_details: {
    recipient_name: 'John Doe',
    phone: '+919876543210',
    address: '123 Main Street, Apartment 4B, Mumbai, Maharashtra 400001',
  },
  external_order_source: 'website',
  external_order_id: 'WEB-12345',
  notes: 'Please deliver before 6 PM',
};

const idOf = ({ body }: Answer): string => (body as { order: { _id: string } }).order._id;

// A function's first request loads it, which takes its time where many tests run at once.
describe('the examples of the reference, over HTTP', () => {
  let orderId: string;

  it('create an order', async () => {
    const answer = await ask('POST', '/orders', example);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      message: 'Order created successfully',
      order: {
        _id: ID,
        referenceId: REFERENCE,
        status: 'PENDING',
        mobile: '+919876543210',
        name: 'John Doe',
        email: 'john@example.com',
        final_amount: 2497.0,
        delivery_method: 'Local Delivery',
        product_items: example.product_items,
        delivery_details: example.delivery_details,
        external_order_source: 'website',
        external_order_id: 'WEB-12345',
        created_at: ISO,
        updated_at: ISO,
      },
    });
    orderId = idOf(answer);
  });

  it.each([
    [{}, 'Customer mobile number is required'],
    [{ product_items: example.product_items }, 'Customer mobile number is required'],
    [{ mobile: '', product_items: example.product_items }, 'Customer mobile number is required'],
    [{ mobile: example.mobile }, 'At least one product item is required'],
    [{ mobile: example.mobile, product_items: [] }, 'At least one product item is required'],
    [
      { mobile: example.mobile, product_items: [{ name: 'Jeans', quantity: 1 }] },
      'Each product item must have name, quantity, and price',
    ],
    [
      { mobile: example.mobile, product_items: [example.product_items[0], { price: 2 }] },
      'Each product item must have name, quantity, and price',
    ],
  ])('refuse %j', async (body, message) => {
    const answer = await ask('POST', '/orders', body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: 'ValidationError', message } });
  });

  it('refuse in the very body that is documented', async () => {
    const { body } = await ask('POST', '/orders', { mobile: example.mobile });
    expect(body).toEqual({
      error: { code: 'ValidationError', message: 'At least one product item is required' },
    });
  });

  it('create an order from an external system', async () => {
    const answer = await ask('POST', '/orders', {
      mobile: '+919876543210',
      name: 'John Doe',
      product_items: [{ name: 'Product A', quantity: 1, price: 500 }],
      external_order_source: 'website',
      external_order_id: 'CHECKOUT-123',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ order: { status: 'PENDING', final_amount: 500 } });
  });

  it('list orders', async () => {
    const answer = await ask('GET', '/orders');
    expect(answer.status).toBe(200);
    const { orders, total, totalPages } = answer.body as {
      orders: object[];
      total: number;
      totalPages: number;
    };
    expect({ total, totalPages, listed: orders.length }).toEqual({ total: 2, totalPages: 1, listed: 2 });
    expect(orders[1]).toMatchObject({
      _id: orderId,
      referenceId: REFERENCE,
      status: 'pending',
      created_at: ISO,
      updated_at: ISO,
      mobile: '919876543210',
      name: 'John Doe',
      final_amount: 2497,
      delivery_method: 'Local Delivery',
      product_items: example.product_items,
    });
  });

  it('update an order', async () => {
    const answer = await ask('PUT', `/orders/${orderId}`, {
      updates: {
        status: 'shipped',
        delivery_method: 'express_delivery',
        payment_status: 'paid',
        delivery_details: { tracking_number: 'TRK987654321', estimated_delivery: '2023-06-23T18:00:00Z' },
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ success: true, message: 'Order updated successfully' });
  });

  it('read an order', async () => {
    const answer = await ask('GET', `/orders/${orderId}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      _id: orderId,
      referenceId: REFERENCE,
      status: 'shipped',
      created_at: ISO,
      updated_at: ISO,
      mobile: '919876543210',
      name: 'John Doe',
      email: 'john@example.com',
      final_amount: 2497,
      currency: 'INR',
      delivery_method: 'express_delivery',
      payment_status: 'paid',
      delivery_details: {
        ...example.delivery_details,
        tracking_number: 'TRK987654321',
        estimated_delivery: '2023-06-23T18:00:00Z',
      },
      product_items: [
        { ...example.product_items[0], sku: 'SKU-001' },
        { ...example.product_items[1], sku: 'SKU-002' },
      ],
      external_order_source: 'website',
      external_order_id: 'WEB-12345',
      external_order_number: '#1001',
      notes: 'Please deliver before 6 PM',
      order_history: [
        { status: 'pending', timestamp: ISO, note: 'Order placed, awaiting confirmation' },
        { status: 'shipped', timestamp: ISO, note: 'Order dispatched' },
      ],
    });
  });

  it('update the status of an order', async () => {
    await ask('PUT', `/orders/${orderId}/status`, { status: 'processing' });
    const answer = await ask('PUT', `/orders/${orderId}/status`, { status: 'shipped' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ success: true, message: 'Order status updated to shipped' });
  });

  it('add a timeline event and read the timeline', async () => {
    const event = {
      title: 'Customer Called',
      description: 'Customer contacted regarding delivery preference',
      type: 'info',
      metadata: { agent: 'John Support', duration: '5 minutes' },
    };
    const added = await ask('POST', `/orders/${orderId}/timeline`, { event });
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      success: true,
      message: 'Timeline event added successfully',
      eventId: expect.stringMatching(/^evt_/),
    });
    const timeline = await ask('GET', `/orders/${orderId}/timeline`);
    expect(timeline.status).toBe(200);
    const events = timeline.body as { id: string; title: string }[];
    expect(events.map(({ title }) => title)).toEqual([
      'Order Created',
      'Order Updated',
      'Payment Received',
      'Order Shipped',
      'Order Processing',
      'Order Shipped',
      'Customer Called',
    ]);
    const { eventId } = added.body as { eventId: string };
    expect(events.at(-1)).toEqual({ ...event, id: eventId, timestamp: ISO });
  });

  it('refuse a missing and a wrong key', async () => {
    const refusal = { error: { code: 'AuthenticationError', message: 'Invalid or missing API key' } };
    for (const headers of [{}, { 'x-tenant-api-key': 'your_api_key_here' }]) {
      const answer = await send('GET', '/v1/orders', undefined, headers);
      expect([answer.status, answer.body]).toEqual([401, refusal]);
    }
  });

  it.each([
    ['GET', '/orders/64a1b2c3d4e5f6789abc1234', undefined],
    ['PUT', '/orders/64a1b2c3d4e5f6789abc1234', { updates: { status: 'shipped' } }],
    ['PUT', '/orders/64a1b2c3d4e5f6789abc1234/status', { status: 'shipped' }],
    ['GET', '/orders/64a1b2c3d4e5f6789abc1234/timeline', undefined],
    ['POST', '/orders/64a1b2c3d4e5f6789abc1234/timeline', { event: { title: 'Customer Called' } }],
  ])('find no other order: %s %s', async (method, path, body) => {
    const answer = await ask(method, path, body);
    expect([answer.status, answer.body]).toEqual([
      404,
      { error: { code: 'NotFoundError', message: 'Order not found' } },
    ]);
  });

  it('lead an order through its whole life', async () => {
    const id = idOf(await ask('POST', '/orders', { ...example, external_order_id: 'WEB-2' }));
    const statuses = ['confirmed', 'processing', 'shipped', 'delivered', 'completed'];
    for (const status of statuses)
      expect((await ask('PUT', `/orders/${id}/status`, { status })).status).toBe(200);
    const { order_history: history } = (await ask('GET', `/orders/${id}`)).body as {
      order_history: { status: string }[];
    };
    expect(history.map(({ status }) => status)).toEqual(['pending', ...statuses]);
  });
});
