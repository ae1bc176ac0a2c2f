import { postpaidExample } from '../../functions/delivery/bookings/create-body.ts';
import { newId } from '../../shared/base/ids.ts';
import { encodeReference } from '../../shared/calls/telephony/port/reference.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { ADMIN_KEY, type TestApi } from '../support/api/api.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';

export const AGENT_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

/** What the paths of requests name: one of each kind, of one tenant. */
export interface Things {
  tenantId: string;
  key: string;
  /** By path and the parameter's name: `/api/v1/orders/{id}`. */
  parametersOf(path: string): Record<string, string>;
  /** What a query cannot do without, by its names. */
  query: Record<string, string>;
}

/** Makes one of each, with limits that this many requests do not meet. */
export async function makeThings(api: TestApi): Promise<Things> {
  const owner = await addTenant(api.table, { country: 'IN', currency: 'INR' });
  const { tenant, testKey: key } = owner;
  const limits = { confirmation: 1e6, orders: 1e6, delivery: 1e6, platform: 1e6, intake: 100 };
  await updateTenant(
    api.table,
    tenant.id,
    {
      limits,
      postpaid: { enabled: true, limit: 1e6 },
      voiceAgent: { url: 'https://agent.example.com', secret: AGENT_SECRET },
    },
    byAdmin(),
  );
  const ask = async (line: string, body?: unknown, as = key): Promise<Record<string, unknown>> => {
    const headers = { 'x-tenant-api-key': as, 'x-api-key': as };
    const answer = await api.ask(line, { key: as, headers, ...(body !== undefined && { body }) });
    if (answer.status >= 300) throw new Error(`${line}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, unknown>;
  };
  const { orderId } = await ask('POST /api/v1/calls/trigger', {
    externalId: 'W-1',
    customer: { name: 'Asha', phone: '+919812345678' },
    products: 'Gel',
    totalPrice: 500,
  });
  // The tenant under test must not set the callers' limits.
  const { tenant: other } = await addTenant(api.table);
  const admin = `/platform/v1/tenants/${other.id}`;
  const { id: keyId } = await ask(`POST ${admin}/api-keys`, { mode: 'test' }, ADMIN_KEY);
  const endpoint = await ask('POST /platform/v1/webhook-endpoints', {
    url: 'https://hooks.example.com/',
    events: ['order.created'],
  });
  const recovery = await ask('POST /platform/v1/webhook-recoveries', { endpointId: endpoint.id });
  const hook = await ask('POST /platform/v1/intake-hooks');
  const booked = (await ask('POST /v2/order/create/postpaid', postpaidExample)) as {
    data: Record<string, string>;
  };
  const ids: Record<string, string> = {
    '/platform/v1/tenants': other.id,
    '/platform/v1/webhook-endpoints': String(endpoint.id),
    '/platform/v1/webhook-recoveries': String(recovery.id),
    '/platform/v1/intake-hooks': String(hook.id),
    '/platform/v1/webhook-deliveries': newId('webhookDelivery', new Date()),
    '/api/v1/orders': String(orderId),
  };
  const named: Record<string, string> = {
    orderId: String(orderId),
    orderID: String(booked.data.orderId),
    keyId: String(keyId),
    code: 'BLR',
    token: String(hook.token),
    provider: 'http',
    trackingID: String(booked.data.trackingID ?? 'none'),
    phone: '+919812345678',
    exportId: newId('export', new Date()),
  };
  const callId = newId('call', new Date());
  return {
    tenantId: tenant.id,
    key,
    parametersOf: (path) =>
      Object.fromEntries(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
          const of = Object.keys(ids).find((prefix) => path.startsWith(`${prefix}/{id}`));
          return [name, (name === 'id' && of ? ids[of] : named[name]) ?? 'none'];
        }),
      ),
    query: {
      orderID: String(booked.data.orderId),
      temporaryOrderID: 'none',
      ref: encodeReference({ tenantId: tenant.id, mode: 'test', orderId: String(orderId), callId }),
    },
  };
}
