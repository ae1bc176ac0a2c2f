import { standardHeaders } from '../../../shared/adapters/signing/signatures.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import type { Tenant } from '../../../shared/tenants/tenant.ts';
import type { Receiver } from '../shop/receiver.ts';
import type { SeededOrder } from '../shop/seed.ts';
import { phoneNumber, type ShopApi, triggerBody } from '../shop/shop.ts';
import { callbackRequests } from './callback-requests.ts';
import { type Booked, deliveryRequests } from './delivery-requests.ts';
import { intakeRequests } from './intake-requests.ts';
import { orderRequests } from './order-requests.ts';
import { platformRequests } from './platform-requests.ts';
import { recoveryRequests } from './recovery-requests.ts';

/** What requests are made in: a shop with orders, subscribed to its webhooks. */
export interface World {
  shop: ShopApi;
  /** Oldest first. */
  orders: readonly SeededOrder[];
  receiver: Receiver;
  /** The secret of the shop's voice agent. */
  agentSecret: string;
  endpointId: string;
  deliveryId: string;
  /** Of an intake hook. */
  hookToken: string;
  booked: Booked;
  /** Of an export whose file is ready. */
  exportId: string;
  /** A number that was never used before. */
  unique(): number;
}

/** One way to call an endpoint. Calls of other endpoints on the way do not count. */
export type Send = (world: World) => Promise<unknown>;

const tenantPath = ({ shop }: World) => `/platform/v1/tenants/${shop.tenant.id}`;
const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

let triggered: object | undefined;

const trigger = (world: World, mode: 'test' | 'live' = 'test', headers = {}) => {
  const n = world.unique();
  triggered = triggerBody(`BENCH-${n}`, phoneNumber(400_000 + (n % 100_000)));
  return world.shop[mode].call<{ orderId: string; callId: string }>(
    'POST',
    '/api/v1/calls/trigger',
    triggered,
    headers,
  );
};

const makeKey = (world: World) =>
  world.shop.admin.call<{ id: string }>('POST', `${tenantPath(world)}/api-keys`, { mode: 'test' });

const revokeKey = (world: World, { id }: { id: string }) =>
  world.shop.admin.call('DELETE', `${tenantPath(world)}/api-keys/${id}`);

const makeEndpoint = ({ shop }: World) =>
  shop.live.call<{ id: string }>('POST', '/platform/v1/webhook-endpoints', {
    url: 'http://127.0.0.1:9/',
    events: ['call.outcome_final'],
  });

const optOut = ({ shop, unique }: World) =>
  shop.test.call<{ phone: string }>('POST', '/platform/v1/opt-outs', {
    phone: phoneNumber(300_000 + (unique() % 100_000)),
  });

const allow = ({ shop }: World, { phone }: { phone: string }) =>
  shop.test.call('DELETE', `/platform/v1/opt-outs/${encodeURIComponent(phone)}`);

const removeEndpoint = ({ shop }: World, { id }: { id: string }) =>
  shop.live.call('DELETE', `/platform/v1/webhook-endpoints/${id}`);

const endpointPath = ({ endpointId }: World) => `/platform/v1/webhook-endpoints/${endpointId}`;
const deliveryPath = ({ deliveryId }: World) => `/platform/v1/webhook-deliveries/${deliveryId}`;

/** Again, once the attempt before is over. */
async function retryDelivery(world: World): Promise<unknown> {
  const { test } = world.shop;
  for (;;) {
    const { status } = await test.call<{ status: string }>('GET', deliveryPath(world));
    if (status === 'succeeded') return test.call('POST', `${deliveryPath(world)}/retry`);
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

async function reportCall(world: World): Promise<unknown> {
  const { orderId, callId } = await trigger(world, 'live');
  const ref = encodeReference({ tenantId: world.shop.tenant.id, mode: 'live', orderId, callId });
  const body = JSON.stringify({ callId, outcome: 'confirmed', durationSeconds: 30 });
  const signed = standardHeaders([world.agentSecret], { id: `report_${callId}`, body }, new Date());
  return world.shop.live.call('POST', `/callbacks/calls/http?ref=${ref}`, body, {
    ...signed,
    'content-type': 'application/json',
  });
}

/** Every way to measure, by the endpoint's name. What one makes it removes, where that would make lists longer. */
export const requests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'trigger-call': {
    'a new order': (world) => trigger(world),
    'with an Idempotency-Key': (world) =>
      trigger(world, 'test', { 'idempotency-key': `bench-${world.unique()}` }),
    'the same order again': ({ shop }) => shop.test.call('POST', '/api/v1/calls/trigger', triggered),
  },
  'get-order': { '': ({ shop, orders }) => shop.test.call('GET', `/api/v1/orders/${anyOf(orders).id}`) },
  'list-orders': {
    'the latest 50': ({ shop }) => shop.test.call('GET', '/api/v1/orders'),
    'the latest 1': ({ shop }) => shop.test.call('GET', '/api/v1/orders?limit=1'),
    'by phone': ({ shop, orders }) =>
      shop.test.call('GET', `/api/v1/orders?phone=${encodeURIComponent(anyOf(orders).phone)}`),
    'by external id': ({ shop, orders }) =>
      shop.test.call('GET', `/api/v1/orders?externalId=${anyOf(orders).externalId}`),
  },
  'update-logistics': {
    '': ({ shop, orders }) =>
      shop.test.call('PATCH', `/api/v1/orders/${anyOf(orders).id}/status`, {
        logisticStatus: 'in_transit',
        trackingNumber: 'CR123456789',
        carrier: 'InterRapidisimo',
      }),
  },
  ...orderRequests,
  ...intakeRequests,
  ...deliveryRequests,
  'create-tenant': {
    '': ({ shop }) =>
      shop.admin.call<Tenant>('POST', '/platform/v1/tenants', {
        name: 'Otra',
        country: 'CO',
        currency: 'COP',
      }),
  },
  'get-tenant': { '': (world) => world.shop.test.call('GET', tenantPath(world)) },
  'update-tenant': { '': (world) => world.shop.admin.call('PATCH', tenantPath(world), { dedupeWindow: 24 }) },
  'create-api-key': { '': async (world) => revokeKey(world, await makeKey(world)) },
  'list-api-keys': { '': (world) => world.shop.admin.call('GET', `${tenantPath(world)}/api-keys`) },
  'revoke-api-key': {
    '': async (world) => revokeKey(world, await makeKey(world)),
  },
  'create-user': { '': ({ shop }) => shop.test.call('POST', '/platform/v1/users', { name: 'Ana Gómez' }) },
  'list-users': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/users') },
  'create-opt-out': { '': async (world) => allow(world, await optOut(world)) },
  'list-opt-outs': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/opt-outs') },
  'delete-opt-out': {
    '': async (world) => allow(world, await optOut(world)),
  },
  'create-webhook-endpoint': {
    '': async (world) => removeEndpoint(world, await makeEndpoint(world)),
  },
  'list-webhook-endpoints': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/webhook-endpoints') },
  'get-webhook-endpoint': { '': (world) => world.shop.test.call('GET', endpointPath(world)) },
  'update-webhook-endpoint': {
    '': (world) => world.shop.test.call('PATCH', endpointPath(world), { enabled: true }),
  },
  'delete-webhook-endpoint': {
    '': async (world) => removeEndpoint(world, await makeEndpoint(world)),
  },
  'rotate-webhook-secret': {
    '': (world) =>
      world.shop.test.call('POST', `${endpointPath(world)}/rotate-secret`, { overlapSeconds: 0 }),
  },
  'revoke-previous-secrets': {
    '': (world) => world.shop.test.call('POST', `${endpointPath(world)}/revoke-previous-secrets`),
  },
  'ping-webhook-endpoint': { '': (world) => world.shop.test.call('POST', `${endpointPath(world)}/ping`) },
  'list-webhook-deliveries': {
    'the latest 3': ({ shop }) => shop.test.call('GET', '/platform/v1/webhook-deliveries?limit=3'),
  },
  'get-webhook-delivery': { '': (world) => world.shop.test.call('GET', deliveryPath(world)) },
  'retry-webhook-delivery': { '': retryDelivery },
  ...recoveryRequests,
  ...platformRequests,
  ...callbackRequests,
  'report-call': { 'a confirmed order': reportCall },
  'get-health': { '': ({ shop }) => shop.test.call('GET', '/healthz') },
  'get-openapi': { '': ({ shop }) => shop.test.call('GET', '/openapi.json') },
};
