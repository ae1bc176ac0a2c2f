import { beforeAll, describe, expect, it } from 'vitest';
import { createExample } from '../../../functions/delivery/bookings/create-body.ts';
import { api, useDeliveryApi } from '../../deliveries/api.ts';
import { type DeliveryShop, openDeliveryShop } from '../../deliveries/shop.ts';
import { makeHook, setEnvironment } from '../../intake/hooks.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';

let shop: DeliveryShop;
let hook: string;

beforeAll(() => {
  setEnvironment();
});
useDeliveryApi();
beforeAll(async () => {
  shop = await openDeliveryShop(api, { limits: { intake: 100 } });
  hook = (await makeHook(api.engine, shop.key)).token;
});

type Headers = Record<string, string>;
const send = (request: string, body?: unknown, headers: Headers = {}): Promise<HandlerResponse> => {
  const key = shop.key;
  const keys = { 'x-tenant-api-key': key, 'x-api-key': key, authorization: `Bearer ${key}` };
  return api.engine.ask(request, { headers: { ...keys, ...headers }, ...(body !== undefined && { body }) });
};

/** Answers of the delivery API say when they were given. */
const withoutTime = (body: unknown) => ({ ...(body as object), requestTime: undefined });

let made = 0;

/** A body of each dialect's main request that is taken as it stands, and how it is sent. */
const dialects = {
  confirmation: {
    path: 'POST /api/v1/calls/trigger',
    body: () => ({
      externalId: `C${++made}`,
      customer: { name: 'Ana', phone: '+919812345678' },
      products: [{ name: 'Gel', quantity: 1, price: 10 }],
      totalPrice: 10,
    }),
  },
  orders: {
    path: 'POST /v1/orders',
    body: () => ({ mobile: '+919812345678', product_items: [{ name: 'Gel', quantity: 1, price: 10 }] }),
  },
  delivery: {
    path: 'POST /v2/order/create',
    body: () => ({ ...createExample, otps: null, collectionsAmount: null, paymentMode: 'postpaid' }),
  },
  intake: {
    path: 'POST /hooks/catch/{token}',
    body: () => ({
      id: `N${++made}`,
      phone: '+919812345678',
      products: [{ api_id: 'a', count: 1, price: 10 }],
    }),
  },
};
type DialectName = keyof typeof dialects;

const pathOf = (dialect: DialectName) => dialects[dialect].path.replace('{token}', hook);
const take = (dialect: DialectName, more: object, headers?: Headers) =>
  send(pathOf(dialect), { ...dialects[dialect].body(), ...more }, headers);

const person = createExample.receiver;
const place = createExample.dropAddress;

/** What a client may send that can mean only one thing, by dialect. */
const understood: [DialectName, clause: string, more: object][] = [
  [
    'confirmation',
    'null is absent',
    { source: null, callType: null, address: null, metadata: null, currency: null },
  ],
  ['confirmation', 'empty text is absent', { source: '', callType: '', shippingAddress: '', currency: '' }],
  [
    'confirmation',
    'numbers are ids, phones and zips',
    {
      externalId: 771001,
      customer: { name: 'Ana', phone: 919812345678, ns: 5 },
      address: { address1: '1 Main', zip: 560102 },
    },
  ],
  [
    'confirmation',
    'numeric text is a price and a quantity',
    { products: [{ name: 'Gel', quantity: '2', price: '5.5', sku: 9 }], totalPrice: '11' },
  ],
  ['confirmation', 'words are read in any case', { callType: 'Confirmation', source: 'shop' }],
  [
    'orders',
    'null is absent',
    { name: null, status: null, payment_info: null, delivery_details: null, referenceId: null },
  ],
  [
    'orders',
    'empty text is absent',
    { name: '', status: '', payment_info: '', final_amount: '', referenceId: '' },
  ],
  [
    'orders',
    'numbers are ids, phones and tracking numbers',
    {
      mobile: 919812345678,
      user_id: 5,
      external_order_id: 772001,
      external_order_number: 7,
      delivery_details: { tracking_number: 123456789012, phone: 919812345678 },
    },
  ],
  [
    'orders',
    'numeric text is a price and a quantity',
    { product_items: [{ name: 'Gel', quantity: '2', price: '5.5', sku: 9 }] },
  ],
  ['orders', 'words are read in any case', { status: 'Confirmed', payment_info: { status: 'PENDING' } }],
  [
    'delivery',
    'null is absent',
    { promoCode: null, instructions: null, userID: null, businessOrderID: null, walletType: null },
  ],
  ['confirmation', 'an empty list is an absent object', { address: [], shippingAddress: [], order: [] }],
  [
    'orders',
    'an empty list is an absent object',
    { payment_info: [], delivery_details: [], product_customizations: [] },
  ],
  [
    'orders',
    'coordinates that are null are absent',
    { delivery_details: { location: { lat: null, lng: null } } },
  ],
  [
    'orders',
    'coordinates that are 0 and 0 are absent',
    { delivery_details: { location: { lat: 0, lng: '0.0' } } },
  ],
  ['orders', 'empty coordinates are absent', { delivery_details: { location: { lat: '', lng: '' } } }],
  ['delivery', 'an empty list is an absent object', { disableOTPVerification: [], otps: [] }],
  [
    'delivery',
    '1 and 0 are true and false',
    { isReadyToShip: 1, disableOTPVerification: { receiver: '0', sender: 0 } },
  ],
  [
    'intake',
    'a list of one is the payment and the promotion',
    { payment: [{ type: 1 }], promotion: [{ discount: 1 }] },
  ],
  [
    'delivery',
    'empty text is absent',
    { promoCode: '', collectionsAmount: '', otps: '', isReadyToShip: '', walletType: '' },
  ],
  [
    'delivery',
    'numbers are ids, phones, pincodes and house numbers',
    {
      businessOrderID: 773001,
      receiver: { ...person, mobileNumber: 919812345678 },
      dropAddress: { ...place, pincode: 560102, house_no: 202 },
    },
  ],
  [
    'delivery',
    'numeric text is a number',
    {
      scheduledTimestamp: '0',
      dropAddress: { ...place, lat: '12.9121', lng: '77.6139' },
      pack: { ...createExample.pack, no_of_items: '2' },
    },
  ],
  [
    'delivery',
    'words are read in any case',
    { orderType: 'send', shipType: 'now', paymentMode: 'POSTPAID', walletType: 'Business' },
  ],
  [
    'intake',
    'null is absent',
    { first_name: null, email: null, address: null, comment: null, payment: null, promotion: null },
  ],
  [
    'intake',
    'empty text is absent',
    { first_name: '', email: '', address: '', comment: '', payment: '', promotion: '' },
  ],
  [
    'intake',
    'numbers are ids and phones',
    { id: 774001, phone: 919812345678, products: [{ api_id: 5, count: 1, price: 10 }] },
  ],
  ...(['confirmation', 'orders', 'intake'] as const).map((dialect): [DialectName, string, object] => [
    dialect,
    'text that shows nothing is absent',
    {
      confirmation: { address: '\u200b', customer: { name: 'Ana', phone: '+919812345678', ns: '\u200e' } },
      orders: { name: '\u200b', status: '\u200e', final_amount: '\ufeff', notes: '\u2060' },
      intake: { first_name: '\u200b', email: '\u200e', comment: '\u2060', delivery_date: '\u200b' },
    }[dialect],
  ]),
  [
    'delivery',
    'text that shows nothing is absent',
    { promoCode: '\u200b', collectionsAmount: '\u200e', walletType: '\u2060' },
  ],
  [
    'delivery',
    'numbers are read in other digits, and with a decimal comma',
    {
      dropAddress: { ...place, lat: '१२.९१२१', lng: '77,6139' },
      pack: { ...createExample.pack, no_of_items: '２' },
    },
  ],
  [
    'orders',
    'coordinates are read with a decimal comma',
    { delivery_details: { location: { lat: '19,0760', lng: '72,87' } } },
  ],
  [
    'intake',
    'numeric text is a price and a quantity',
    { products: [{ api_id: 'a', count: '2', price: '5.5' }], payment: { type: '1', sum: '11' } },
  ],
];

describe('what can mean only one thing', () => {
  it.each(understood)('is understood in %s: %s', async (dialect, _clause, more) => {
    const { status, body } = await take(dialect, more);
    expect([status, JSON.stringify(body)]).toEqual([expect.toBeOneOf([200, 201]), expect.anything()]);
  });

  it.each<[DialectName, object, string]>([
    ['confirmation', { products: [{ name: null, quantity: 1 }] }, 'products.0.name'],
    ['confirmation', { address: { address1: null, city: 'Cali' } }, 'address1'],
    ['orders', { product_items: [{ name: 'Gel', quantity: null, price: 1 }] }, 'quantity'],
    ['orders', { mobile: null }, 'mobile'],
    ['delivery', { receiver: { ...person, name: null } }, 'receiver.name'],
    ['delivery', { receiver: { ...person, mobileNumber: '' } }, 'mobileNumber'],
    ['intake', { promotion: { resulted_dishes: [{ api_id: null }] } }, 'api_id'],
    ['intake', { phone: '' }, 'phone'],
    ['intake', { payment: [{ type: 1 }, { type: 2 }] }, 'payment must be an object'],
    ['confirmation', { products: { quantity: 1 } }, 'products.0.name'],
    ['orders', { product_items: { name: 'Gel', quantity: 1 } }, 'name, quantity, and price'],
    ['orders', { product_items: 'Gel' }, 'product_items must be a list'],
    ['orders', { delivery_details: { location: { lat: 19.07, lng: null } } }, 'location.lng'],
    ['orders', { delivery_details: { location: { latitude: 19.07, longitude: 72.87 } } }, 'location.lat'],
    ['orders', { delivery_details: { location: [72.87, 19.07] } }, 'location must be an object'],
    ['orders', { product_customizations: 'red' }, '"expected":"object"'],
  ])('leaves a required field required in %s: %j', async (dialect, more, field) => {
    const { status, body } = await take(dialect, more);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(field)]);
  });

  it.each<DialectName>(['confirmation', 'orders', 'delivery', 'intake'])(
    'skips a byte order mark in %s',
    async (dialect) => {
      const text = `\ufeff${JSON.stringify(dialects[dialect].body())}`;
      const { status } = await send(pathOf(dialect), text);
      expect(status).toBeOneOf([200, 201]);
    },
  );

  it.each<DialectName>(['confirmation', 'orders', 'delivery', 'intake'])(
    'does not unpack a body in %s',
    async (dialect) => {
      const { status, headers } = await take(dialect, {}, { 'content-encoding': 'gzip' });
      expect([status, headers['accept-encoding']]).toEqual([415, 'identity']);
    },
  );

  it.each<[DialectName, string]>([
    ['confirmation', 'GET /api/v1/orders'],
    ['orders', 'GET /v1/orders'],
    ['delivery', 'GET /v2/regions'],
    ['intake', 'POST'],
  ])('ignores and names unknown query parameters in %s', async (dialect, request) => {
    const many = Array.from({ length: 25 }, (_, n) => `x${n}=1`).join('&');
    const answer =
      request === 'POST'
        ? await send(`${pathOf(dialect)}?${many}`, dialects[dialect].body())
        : await send(`${request}?${many}`);
    expect([answer.status, answer.headers['x-ignored-parameters']]).toEqual([
      200,
      expect.stringMatching(/^x0, (?:x\d+, ){18}x19, \+5$/),
    ]);
  });

  it.each([
    'GET /api/v1/orders?status=&limit=&offset=&phone=&search=',
    'GET /v1/orders?status=&page=&limit=&search=&sortDirection=DESC',
    'GET /v1/orders/stats?period=',
  ])('ignores empty filters and accepts words in any case: %s', async (request) => {
    const [path = ''] = request.split('?');
    const [answer, plain] = [await send(request), await send(path)];
    expect([answer.status, answer.body]).toEqual([200, plain.body]);
  });

  it.each([
    ['GET /v1/orders', 'status', 'refunded'],
    ['GET /api/v1/orders', 'externalId', 'none-like-it'],
    ['GET /v2/order', 'orderID', 'IN0'],
    ['GET /platform/v1/orders', 'status', 'refunded'],
  ])(
    'takes a filter of %s that is written as a list of one, and refuses one of several',
    async (request, name, value) => {
      const alone = await send(`${request}?${name}=${value}`);
      for (const listed of [`${name}[]=${value}`, `${name}%5B0%5D=${value}`]) {
        const answer = await send(`${request}?${listed}`);
        expect([answer.status, withoutTime(answer.body), answer.headers['x-ignored-parameters']]).toEqual([
          alone.status,
          withoutTime(alone.body),
          undefined,
        ]);
      }
      for (const two of [
        `${name}[]=${value}&${name}[]=a`,
        `${name}[0]=${value}&${name}[1]=a`,
        `${name}=a&${name}[]=a`,
      ]) {
        const { status, body } = await send(`${request}?${two}`);
        expect([two, status, JSON.stringify(body)]).toEqual([two, 400, expect.stringContaining(name)]);
      }
    },
  );

  it.each(['/healthz', '/openapi.json'])('HEAD %s answers', async (path) => {
    expect((await api.engine.ask(`HEAD ${path}`)).status).toBe(200);
  });

  it('reads lists and objects that come as JSON in a text, or with numbered entries', async () => {
    const item = { name: 'Gel', quantity: '2', price: 5 };
    const gaps = { 0: item, 2: { ...item, name: 'Crema' } };
    const address = { address1: 'Calle 45', city: 'Cali' };
    const address1 = (order: { address: { address1: string } | null }) => order.address?.address1;
    const sent: [DialectName, object, unknown[]][] = [
      [
        'confirmation',
        { products: JSON.stringify([item]), address: JSON.stringify(address) },
        ['Gel x2', 'Calle 45'],
      ],
      [
        'confirmation',
        { products: gaps, shippingAddress: JSON.stringify(address) },
        ['Gel x2, Crema x2', 'Calle 45'],
      ],
      ['confirmation', { products: '[Gel] x1', address: '{nada}' }, ['[Gel] x1', '{nada}']],
      [
        'orders',
        {
          product_items: JSON.stringify([item]),
          delivery_details: '{"address":"Calle 45"}',
          payment_info: '[]',
        },
        ['Gel x2', 'Calle 45'],
      ],
      ['orders', { product_items: gaps }, ['Gel x2, Crema x2', undefined]],
      [
        'orders',
        { product_items: item, delivery_details: [{ address: 'Calle 45' }] },
        ['Gel x2', 'Calle 45'],
      ],
      [
        'confirmation',
        { products: item, customer: [{ name: 'Ana', phone: '9812345678' }] },
        ['Gel x2', undefined],
      ],
    ];
    for (const [dialect, more, stored] of sent) {
      const { body } = await take(dialect, more);
      const { orderId, order } = body as { orderId?: string; order?: { _id: string } };
      const made = await shop.orderAt(orderId ?? order?._id ?? '');
      expect([dialect, made.products, address1(made)]).toEqual([dialect, ...stored]);
    }
  });

  it.each<DialectName>(['confirmation', 'orders', 'delivery', 'intake'])(
    'reads a body in %s that was encoded twice',
    async (dialect) => {
      const { status } = await send(
        pathOf(dialect),
        JSON.stringify(JSON.stringify(dialects[dialect].body())),
      );
      expect(status).toBeOneOf([200, 201]);
    },
  );

  it.each<DialectName>(['confirmation', 'orders', 'delivery', 'intake'])(
    'reads a body in %s that is alone in a list, and none of several',
    async (dialect) => {
      const body = dialects[dialect].body();
      expect((await send(pathOf(dialect), [body])).status).toBeOneOf([200, 201]);
      const { status, body: refusal } = await send(pathOf(dialect), [body, body]);
      expect([status, JSON.stringify(refusal)]).toEqual([
        400,
        expect.stringMatching(/must be an object|debe ser un objeto/),
      ]);
    },
  );

  it('reads a phone from a link to a chat, and keeps the words of an intake order that hold none', async () => {
    const link = 'https://api.whatsapp.com/send/?phone=919812345678&text&type=phone_number&app_absent=0';
    const words = 'solo WhatsApp, llamar después de las cinco de la tarde, 98123';
    const fields: [DialectName, object][] = [
      ['confirmation', { customer: { name: 'Ana', phone: link } }],
      ['orders', { mobile: link }],
      ['delivery', { receiver: { ...person, mobileNumber: link } }],
      ['intake', { phone: link }],
    ];
    for (const [dialect, more] of fields)
      expect([dialect, (await take(dialect, more)).status]).toEqual([dialect, expect.toBeOneOf([200, 201])]);
    const { orders } = (await send(`GET /api/v1/orders?phone=${encodeURIComponent(link)}&limit=3`)).body as {
      orders: { customer: { phone: string } }[];
    };
    expect(orders.map(({ customer }) => customer.phone)).toEqual(Array(3).fill('+919812345678'));
    const { status, body } = await take('intake', { phone: words });
    const { order_id: id, phone } = body as { order_id: string; phone: string | null };
    expect([status, phone, (await shop.orderAt(id)).customer]).toMatchObject([
      200,
      null,
      { phone: words, isPhoneRaw: true },
    ]);
    expect((await shop.update(id, { mobile: words, notes: 'x' })).status).toBe(200);
    for (const dialect of ['confirmation', 'orders'] as const) {
      const more = dialect === 'orders' ? { mobile: words } : { customer: { name: 'Ana', phone: words } };
      const refused = await take(dialect, more);
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([
        400,
        expect.stringMatching(/mobile must be a valid phone number|teléfono no es válido: customer.phone/),
      ]);
    }
  });

  it('stores no coordinates where a program never set them', async () => {
    const id = await shop.order({
      delivery_details: { address: '12 MG Road', location: { lat: 0, lng: 0.0 } },
    });
    expect((await shop.orderAt(id)).deliveryDetails).toEqual({ location: null });
  });

  it('keeps the coordinates of an order where an update has them under other names', async () => {
    const id = await shop.order({ delivery_details: { location: { lat: 19.07, lng: 72.87 } } });
    const before = (await shop.orderAt(id)).deliveryDetails;
    for (const location of [{ latitude: 18.5, longitude: 73.8 }, [73.8, 18.5]])
      expect((await shop.update(id, { delivery_details: { location } })).status).toBe(400);
    expect([before, (await shop.orderAt(id)).deliveryDetails]).toEqual([
      { location: { lat: 19.07, lng: 72.87 } },
      before,
    ]);
  });

  it('an amount in any digits is the same in all dialects, as stored', async () => {
    const price = '१,२९,९००.५०';
    const created = await take('orders', { product_items: [{ name: 'Gel', quantity: '２', price }] });
    const triggered = await take('confirmation', { products: 'Gel', totalPrice: price });
    const received = await take('intake', { products: [{ api_id: 'a', count: '२', price }] });
    const ids = [created, triggered, received].map(({ body }) => {
      const { order, orderId, order_id: ours } = body as Record<string, string> & { order?: { _id: string } };
      return order?._id ?? orderId ?? ours ?? '';
    });
    const totals = await Promise.all(ids.map(async (id) => (await shop.orderAt(id)).total));
    expect(totals).toEqual(['259801', '129900.5', '259801']);
  });

  it('clears what an update names as null, and leaves what is empty', async () => {
    const id = await shop.order({
      name: 'Asha',
      notes: 'Ring',
      email: 'a@example.com',
      delivery_details: { address: '12 MG Road', tracking_number: 5 },
    });
    const shown = async () => (await send(`GET /v1/orders/${id}`)).body as Record<string, unknown>;
    const before = await shown();
    const empty = { name: '', notes: ' ', email: '', delivery_details: { address: '', tracking_number: '' } };
    expect((await shop.update(id, { ...empty, user_id: 'u1' })).status).toBe(200);
    const unseen = {
      name: '\u200b',
      notes: '\u200e',
      email: '\ufeff',
      delivery_details: { address: '\u2060' },
    };
    expect((await shop.update(id, { ...unseen, user_id: 'u1' })).status).toBe(200);
    expect(await shown()).toEqual({ ...before, user_id: 'u1', updated_at: expect.any(String) });
    const cleared = { notes: null, email: null, delivery_details: { tracking_number: null } };
    expect((await shop.update(id, cleared)).status).toBe(200);
    const { trackingNumber } = (await shop.orderAt(id)).logistics;
    expect([trackingNumber, await shop.orderAt(id)]).toMatchObject([
      null,
      { notes: null, customer: { name: 'Asha', email: null }, address: { address1: '12 MG Road' } },
    ]);
  });
});
