import createClient from 'openapi-fetch';
import type { paths } from './schema.ts';

/** The calls that the README names, with the client that openapi.json makes. Prints what they came to. */
const [, , baseUrl = '', adminKey = ''] = process.argv;

const admin = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${adminKey}` } });
const tenant = await admin.POST('/platform/v1/tenants', {
  body: { name: 'Mi Tienda', country: 'CO', currency: 'COP' },
});
const tenantId = needed(tenant).id;
const made = await admin.POST('/platform/v1/tenants/{id}/api-keys', {
  params: { path: { id: tenantId } },
  body: { mode: 'test' },
});
const key = needed(made).key;

const bearer = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${key}` } });
const orders = createClient<paths>({ baseUrl, headers: { 'x-tenant-api-key': key } });
const deliveries = createClient<paths>({ baseUrl, headers: { 'x-api-key': key } });

const triggered = await bearer.POST('/api/v1/calls/trigger', {
  body: {
    source: 'chateapro',
    callType: 'confirmation',
    customer: { name: 'Juan Perez', phone: '+573001234567' },
    address: { address1: 'Calle 45 #23-12', city: 'Bogota' },
    order: {
      externalId: 'CP-12345',
      products: [{ name: 'Samsung Galaxy S25', price: 85600 }],
      totalPrice: 85600,
      currency: 'COP',
      metadata: { gift: true, lines: [1, null, 'two'] },
    },
  },
});
const { orderId, callId } = needed(triggered);
const read = await bearer.GET('/api/v1/orders/{id}', { params: { path: { id: orderId } } });
const listed = await bearer.GET('/api/v1/orders', {
  params: { query: { externalId: 'CP-12345', limit: 10 } },
});
const moved = await bearer.PATCH('/api/v1/orders/{id}/status', {
  params: { path: { id: orderId } },
  body: { logisticStatus: 'shipped', trackingNumber: 'CR123456789' },
});

const created = await orders.POST('/v1/orders', {
  body: { mobile: '+573007654321', product_items: [{ name: 'Funda', quantity: 1, price: 15000 }] },
  params: { header: { 'Idempotency-Key': 'order-1' } },
});
const otherId = needed(created).order._id;
await orders.PUT('/v1/orders/{orderId}', {
  params: { path: { orderId: otherId } },
  body: { updates: { notes: 'After six', name: null } },
});
const event = await orders.POST('/v1/orders/{orderId}/timeline', {
  params: { path: { orderId: otherId } },
  body: { event: { title: 'Packed', metadata: { box: 3 } } },
});
const timeline = await orders.GET('/v1/orders/{orderId}/timeline', {
  params: { path: { orderId: otherId } },
});
const statistics = await orders.GET('/v1/orders/stats');
const csv = await orders.GET('/v1/orders/export', { parseAs: 'text' });

const hook = await bearer.POST('/platform/v1/intake-hooks', { body: {} });
const token = needed(hook).token;
const taken = await bearer.POST('/hooks/catch/{token}', {
  params: { path: { token } },
  body: { phone: '3001234567', id: 123456, products: [{ api_id: 139, count: 1, price: 15 }] },
});

const regions = await deliveries.GET('/v2/regions');
const ends = { lat: 4.6533, lng: -74.0836 };
const priced = await deliveries.POST('/v2/pricing', {
  body: { origin: ends, destination: { lat: 4.66, lng: -74.07 } },
});

const endpoint = await bearer.POST('/platform/v1/webhook-endpoints', {
  body: { url: `${baseUrl}/healthz`, events: ['call.outcome_final', 'ORDER.STATUS_UPDATED'] },
});
const endpointId = needed(endpoint).id;
const recovery = await bearer.POST('/platform/v1/webhook-recoveries', { body: { endpointId, dryRun: true } });
const sent = await bearer.GET('/platform/v1/webhook-deliveries', { params: { query: { endpointId } } });

const refused = await bearer.GET('/api/v1/orders/{id}', { params: { path: { id: 'ord_none' } } });

console.log(
  JSON.stringify({
    callId,
    status: needed(read).status,
    total: needed(listed).total,
    logisticStatus: needed(moved).logisticStatus,
    eventId: needed(event).eventId,
    events: needed(timeline).map(({ title }) => title),
    totalOrders: needed(statistics).totalOrders,
    csv: needed(csv).split('\r\n').length,
    taken: needed(taken).order_id,
    regions: needed(regions).data.length,
    distance: needed(priced).data.distance,
    recovery: needed(recovery).dryRun,
    sent: Array.isArray(needed(sent).deliveries),
    refused: refused.error?.error,
  }),
);

/** What a call answered. @throws Error with what it was refused for */
function needed<Data>({ data, error, response }: { data?: Data; error?: unknown; response: Response }): Data {
  if (data === undefined) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  return data;
}
