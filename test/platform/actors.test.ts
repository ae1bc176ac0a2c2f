import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../shared/base/actor.ts';
import { orderPartition, TIMELINE_PREFIX } from '../../shared/events/event.ts';
import { parseEvents, type StoredEvent } from '../../shared/events/stream.ts';
import { createApiKey } from '../../shared/tenants/access/api-key.ts';
import { loadTenant } from '../../shared/tenants/tenant/tenant.ts';
import { kindOf, webhookNames, webhooksAbout } from '../../shared/webhooks/kinds/catalogue.ts';
import { completeEvent } from '../../shared/webhooks/kinds/complete-event.ts';
import { api, useDeliveryApi } from '../deliveries/api.ts';
import { type DispatchShop, openShop } from '../dispatch/shop.ts';
import { ADMIN_KEY } from '../support/api/api.ts';
import { type SignedIn, signIn } from '../support/api/member.ts';

let shop: DispatchShop;
let labelled: { id: string; secret: string };
let ana: SignedIn;

useDeliveryApi();
beforeAll(async () => {
  shop = await openShop(api);
  const made = await createApiKey(
    api.table,
    shop.tenantId,
    { mode: 'test', label: 'shop backend' },
    new Date(),
    () => [],
  );
  labelled = { id: made.key.id, secret: made.secret };
  ana = await signIn(api.table, await loadTenant(api.table, shop.tenantId), 'operator', { mode: 'test' });
  ana.headers.origin = 'https://api.test';
  ana.cookies = [`__Host-recado-session=${ana.token}`];
});

const asAna = () => ({ headers: ana.headers, cookies: ana.cookies });

interface Entry {
  event: string;
  actor: Actor | { kind: 'system' };
}

/** Who did what to an order, oldest first, as the platform API tells it. */
async function doings(orderId: string): Promise<[string, Entry['actor']][]> {
  const { body } = await api.engine.ask(`GET /platform/v1/orders/${orderId}/timeline`, asAna());
  const { events } = body as { events: Entry[] };
  return events.map(({ event, actor }): [string, Entry['actor']] => [event, actor]).toReversed();
}

const newOrder = async (sent: object): Promise<string> => {
  const { body } = await api.engine.ask('POST /v1/orders', {
    ...sent,
    body: {
      mobile: '+919812345678',
      name: 'Asha',
      product_items: [{ name: 'Kettle', quantity: 1, price: 600 }],
      delivery_details: { address: '12 MG Road, Bengaluru', location: { lat: 12.9181, lng: 77.6199 } },
    },
  });
  return (body as { order: { _id: string } }).order._id;
};

describe('an order’s timeline shows who', () => {
  it('changed it: a key by its label, a member by name', async () => {
    const orderId = await newOrder({ headers: { 'x-tenant-api-key': labelled.secret } });
    await api.engine.ask(`PUT /v1/orders/${orderId}/status`, { ...asAna(), body: { status: 'processing' } });
    expect(await doings(orderId)).toEqual([
      ['order.created', { kind: 'key', id: labelled.id, name: 'shop backend' }],
      ['order.status_changed', { kind: 'member', id: ana.member.id, name: 'The operator' }],
    ]);
  });

  it('wrote in an answer to a request that is repeated under its Idempotency-Key', async () => {
    const { headers, cookies } = asAna();
    const sent = { headers: { ...headers, 'idempotency-key': 'as-ana' }, cookies };
    const orderId = await newOrder(sent);
    expect(await newOrder(sent)).toBe(orderId);
    expect(await doings(orderId)).toEqual([
      ['order.created', { kind: 'member', id: ana.member.id, name: 'The operator' }],
    ]);
  });

  it('sent it: a key without a label, a hook by its source', async () => {
    const byKey = await newOrder({ headers: { 'x-tenant-api-key': shop.key } });
    expect(await doings(byKey)).toEqual([
      ['order.created', { kind: 'key', id: expect.stringMatching(/^key_/) }],
    ]);
    const hook = await api.engine.ask('POST /platform/v1/intake-hooks', {
      key: shop.key,
      body: { source: 'my-site' },
    });
    const { id, url } = hook.body as { id: string; url: string };
    const taken = await api.engine.ask(`POST ${new URL(url).pathname}`, {
      body: {
        id: 77,
        phone: '9812345679',
        first_name: 'Asha',
        products: [{ api_id: 1, count: 1, price: 15 }],
      },
    });
    const { order_id } = taken.body as { order_id: string };
    const [first] = await doings(order_id);
    expect(first).toEqual(['order.created', { kind: 'hook', id, name: 'my-site' }]);
  });

  it('booked and delivered it: the system and the courier, whoever reports it', async () => {
    const orderId = await shop.confirmed();
    const [message] = await shop.messages(orderId);
    await shop.work(message);
    const { logistics } = await shop.order(orderId);
    await api.engine.ask(`POST /platform/v1/deliveries/${logistics.deliveryId}/events`, {
      ...asAna(),
      body: { event: 'AGENT_ACCEPTED_ORDER', agent: { name: 'Ravi', phone: '+919812300000' } },
    });
    const told = await doings(orderId);
    expect(told.filter(([event]) => event === 'order.dispatched')).toEqual([
      ['order.dispatched', { kind: 'system' }],
    ]);
    const [steps] = (
      await Promise.all([
        api.table.query({ pk: `PARCEL#${shop.tenantId}#test#${logistics.deliveryId}`, prefix: 'TIMELINE#' }),
      ])
    ).map(({ items }) => items.map(({ type, actor }) => [type, actor]));
    expect(steps).toContainEqual(['delivery.created', undefined]);
    expect(steps).toContainEqual(['delivery.status_changed', { kind: 'courier' }]);
  });
});

it('an admin’s request has the admin as actor', async () => {
  const credit = { tenantId: shop.tenantId, mode: 'test', walletType: 'business', amount: 100 };
  const credited = await api.engine.ask('POST /platform/v1/wallets/credits', {
    key: ADMIN_KEY,
    body: credit,
  });
  expect(credited.status).toBe(201);
  const { id } = credited.body as { id: string };
  const { items } = await api.table.query({ pk: `CREDITED#${shop.tenantId}#test#${id}` });
  expect(items.map(({ actor }) => actor)).toEqual([{ kind: 'admin' }]);
});

describe('what the other APIs document says nothing of it', () => {
  it('in timelines and orders', async () => {
    const orderId = await newOrder(asAna());
    const key = { 'x-tenant-api-key': shop.key, authorization: `Bearer ${shop.key}` };
    for (const path of [
      `/v1/orders/${orderId}`,
      `/v1/orders/${orderId}/timeline`,
      `/api/v1/orders/${orderId}`,
    ]) {
      const { status, body } = await api.engine.ask(`GET ${path}`, { headers: key });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/actor|The operator|mem_/);
    }
  });

  it('in webhooks, whose bodies are the same to the byte', async () => {
    const orderId = await shop.confirmed();
    const [message] = await shop.messages(orderId);
    await shop.work(message);
    const pk = orderPartition({ tenantId: shop.tenantId, mode: 'test' }, orderId);
    const { items } = await api.table.query({ pk, prefix: TIMELINE_PREFIX });
    const events = items.flatMap((item) => parseEvents(item).events);
    const names = events.flatMap((event) => webhooksAbout(event.type).map((name) => [event, name] as const));
    expect(names.length).toBeGreaterThan(2);
    expect(webhookNames).toContain('order.created');
    for (const [event, name] of names) {
      const { actor: _, ...bare } = event;
      const signed = { ...bare, actor: { kind: 'member', id: 'mem_1', name: 'Ana' } };
      const [toldSigned, toldBare] = await Promise.all(
        [signed, bare].map((one) => completeEvent(api.table, one as StoredEvent)),
      );
      if (toldSigned === undefined || toldBare === undefined) throw new Error('Nothing was told');
      expect(kindOf(name).render(toldSigned)).toBe(kindOf(name).render(toldBare));
    }
  });
});
