import { standardHeaders } from '../../../shared/adapters/signing/signatures.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import type { Receiver } from '../shop/receiver.ts';
import type { SeededOrder } from '../shop/seed.ts';
import { phoneNumber, type ShopApi, triggerBody } from '../shop/shop.ts';
import { callbackRequests } from './callback-requests.ts';
import { type Booked, deliveryRequests } from './delivery-requests.ts';
import { intakeRequests } from './intake-requests.ts';
import { orderRequests } from './order-requests.ts';
import { platformRequests } from './platform-requests.ts';
import { recoveryRequests } from './recovery-requests.ts';

/** The surroundings of requests: a shop with orders, subscribed to its webhooks. */
export interface BenchContext {
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
export type Send = (context: BenchContext) => Promise<unknown>;

const tenantPath = ({ shop }: BenchContext) => `/platform/v1/tenants/${shop.tenant.id}`;
const anyOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

let triggered: object | undefined;

const trigger = (context: BenchContext, mode: 'test' | 'live' = 'test', headers = {}) => {
  const n = context.unique();
  triggered = triggerBody(`BENCH-${n}`, phoneNumber(400_000 + (n % 100_000)));
  return context.shop[mode].call<{ orderId: string; callId: string }>(
    'POST',
    '/api/v1/calls/trigger',
    triggered,
    headers,
  );
};

const makeKey = (context: BenchContext) =>
  context.shop.admin.call<{ id: string }>('POST', `${tenantPath(context)}/api-keys`, { mode: 'test' });

const revokeKey = (context: BenchContext, { id }: { id: string }) =>
  context.shop.admin.call('DELETE', `${tenantPath(context)}/api-keys/${id}`);

const makeEndpoint = ({ shop }: BenchContext) =>
  shop.live.call<{ id: string }>('POST', '/platform/v1/webhook-endpoints', {
    url: 'http://127.0.0.1:9/',
    events: ['call.outcome_final'],
  });

const optOut = ({ shop, unique }: BenchContext) =>
  shop.test.call<{ phone: string }>('POST', '/platform/v1/opt-outs', {
    phone: phoneNumber(300_000 + (unique() % 100_000)),
  });

const allow = ({ shop }: BenchContext, { phone }: { phone: string }) =>
  shop.test.call('DELETE', `/platform/v1/opt-outs/${encodeURIComponent(phone)}`);

const removeEndpoint = ({ shop }: BenchContext, { id }: { id: string }) =>
  shop.live.call('DELETE', `/platform/v1/webhook-endpoints/${id}`);

const endpointPath = ({ endpointId }: BenchContext) => `/platform/v1/webhook-endpoints/${endpointId}`;
const deliveryPath = ({ deliveryId }: BenchContext) => `/platform/v1/webhook-deliveries/${deliveryId}`;

/** Again, once the attempt before is over. */
async function retryDelivery(context: BenchContext): Promise<unknown> {
  const { test } = context.shop;
  for (;;) {
    const { status } = await test.call<{ status: string }>('GET', deliveryPath(context));
    if (status === 'succeeded') return test.call('POST', `${deliveryPath(context)}/retry`);
    await new Promise((resume) => setTimeout(resume, 10));
  }
}

async function reportCall(context: BenchContext): Promise<unknown> {
  const { orderId, callId } = await trigger(context, 'live');
  const ref = encodeReference({ tenantId: context.shop.tenant.id, mode: 'live', orderId, callId });
  const body = JSON.stringify({ callId, outcome: 'confirmed', durationSeconds: 30 });
  const signed = standardHeaders([context.agentSecret], { id: `report_${callId}`, body }, new Date());
  return context.shop.live.call('POST', `/callbacks/calls/http?ref=${ref}`, body, {
    ...signed,
    'content-type': 'application/json',
  });
}

/** Every way to measure, by the endpoint's name. What one makes it removes, where that would make lists longer. */
export const requests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'trigger-call': {
    'a new order': (context) => trigger(context),
    'with an Idempotency-Key': (context) =>
      trigger(context, 'test', { 'idempotency-key': `bench-${context.unique()}` }),
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
  'get-tenant': { '': (context) => context.shop.test.call('GET', tenantPath(context)) },
  'update-tenant': {
    '': (context) => context.shop.admin.call('PATCH', tenantPath(context), { dedupeWindow: 24 }),
  },
  'create-api-key': { '': async (context) => revokeKey(context, await makeKey(context)) },
  'list-api-keys': { '': (context) => context.shop.admin.call('GET', `${tenantPath(context)}/api-keys`) },
  'revoke-api-key': {
    '': async (context) => revokeKey(context, await makeKey(context)),
  },
  'create-user': { '': ({ shop }) => shop.test.call('POST', '/platform/v1/users', { name: 'Ana Gómez' }) },
  'list-users': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/users') },
  'create-opt-out': { '': async (context) => allow(context, await optOut(context)) },
  'list-opt-outs': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/opt-outs') },
  'delete-opt-out': {
    '': async (context) => allow(context, await optOut(context)),
  },
  'create-webhook-endpoint': {
    '': async (context) => removeEndpoint(context, await makeEndpoint(context)),
  },
  'list-webhook-endpoints': { '': ({ shop }) => shop.test.call('GET', '/platform/v1/webhook-endpoints') },
  'get-webhook-endpoint': { '': (context) => context.shop.test.call('GET', endpointPath(context)) },
  'update-webhook-endpoint': {
    '': (context) => context.shop.test.call('PATCH', endpointPath(context), { enabled: true }),
  },
  'delete-webhook-endpoint': {
    '': async (context) => removeEndpoint(context, await makeEndpoint(context)),
  },
  'rotate-webhook-secret': {
    '': (context) =>
      context.shop.test.call('POST', `${endpointPath(context)}/rotate-secret`, { overlapSeconds: 0 }),
  },
  'revoke-previous-secrets': {
    '': (context) => context.shop.test.call('POST', `${endpointPath(context)}/revoke-previous-secrets`),
  },
  'ping-webhook-endpoint': {
    '': (context) => context.shop.test.call('POST', `${endpointPath(context)}/ping`),
  },
  'list-webhook-deliveries': {
    'the latest 3': ({ shop }) => shop.test.call('GET', '/platform/v1/webhook-deliveries?limit=3'),
  },
  'get-webhook-delivery': { '': (context) => context.shop.test.call('GET', deliveryPath(context)) },
  'retry-webhook-delivery': { '': retryDelivery },
  ...recoveryRequests,
  ...platformRequests,
  ...callbackRequests,
  'report-call': { 'a confirmed order': reportCall },
  'get-health': { '': ({ shop }) => shop.test.call('GET', '/healthz') },
  'get-openapi': { '': ({ shop }) => shop.test.call('GET', '/openapi.json') },
};
