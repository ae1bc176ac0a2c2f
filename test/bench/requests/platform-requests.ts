import { createTenant, request } from '../../support/api/client.ts';
import { type Api, createApi } from '../shop/api.ts';
import type { BenchContext, Send } from './requests.ts';

const get = (context: BenchContext, path: string) => context.shop.test.call('GET', path);
const anyOrder = ({ orders }: BenchContext): string =>
  orders[Math.floor(Math.random() * orders.length)]?.id ?? '';

const PASSWORD = 'eleven green parcels';

interface Invited {
  id: string;
  invitation: { url: string };
}

const ofTenant = ({ shop }: BenchContext) => `?tenantId=${shop.tenant.id}`;
const mailOf = (n: number) => `bench-${n}@example.com`;

/** Invites one additional member, until it is removed. */
const invite = async (context: BenchContext): Promise<Invited & { email: string }> => {
  const email = mailOf(context.unique());
  const body = {
    tenantId: context.shop.tenant.id,
    name: 'Ana Gómez',
    email,
    role: 'operator',
    language: 'es',
  };
  return { ...(await context.shop.admin.call<Invited>('POST', '/platform/v1/members', body)), email };
};

const remove = (context: BenchContext, { id }: { id: string }) =>
  context.shop.admin.call('DELETE', `/platform/v1/members/${id}${ofTenant(context)}`);

const redeem = (context: BenchContext, { invitation }: Invited) =>
  context.shop.admin.call('POST', '/platform/v1/invitations/redeem', {
    token: /[^/#=]+$/.exec(invitation.url)?.[0],
    password: PASSWORD,
  });

/** Signs a member in, after setting a password. @returns the headers that the browser sends from then on */
async function signIn(
  context: BenchContext,
  member: Invited & { email: string },
): Promise<Record<string, string>> {
  const { url } = context.shop;
  await redeem(context, member);
  const body = { email: member.email, password: PASSWORD };
  const entered = await request(url, 'POST /platform/v1/sessions', { body, headers: { origin: url } });
  const [cookie] = (entered.headers['set-cookie'] ?? '').split(';');
  if (!cookie) throw new Error(`A member was not let in: ${JSON.stringify(entered.body)}`);
  return { origin: url, cookie };
}

/** One request of a member who signed in. */
const asMember = (method: string, path: string, body?: object): Send =>
  withMember(async (context, member) => {
    const headers = await signIn(context, member);
    await createApi(context.shop.url).call(method, path, body, headers);
  });

const TEST_CALLS = '/platform/v1/voice-agent/test-call';

/** A call to a phone of one's own: each tenant may have five a day. */
async function callOwnPhone(context: BenchContext): Promise<{ id: string; owner: Api }> {
  const { url, adminKey } = context.shop;
  const { id: tenantId, liveKey } = await createTenant({ url, adminKey });
  await context.shop.admin.call('PATCH', `/platform/v1/tenants/${tenantId}`, {
    voiceAgent: { url: `${context.receiver.url}/agent`, secret: context.agentSecret },
  });
  const owner = createApi(url, liveKey);
  const { id } = await owner.call<{ id: string }>('POST', TEST_CALLS, { phone: '+573001234567' });
  return { id, owner };
}

/** Does something with a member, who is removed afterwards. */
const withMember =
  (work: (context: BenchContext, member: Invited & { email: string }) => Promise<unknown>): Send =>
  async (context) => {
    const member = await invite(context);
    await work(context, member);
    await remove(context, member);
  };

const startBulk = (context: BenchContext) =>
  context.shop.test.call<{ id: string }>('POST', '/platform/v1/orders/bulk', {
    action: 'confirm',
    orderIds: [anyOrder(context)],
  });

const startExport = (context: BenchContext) =>
  context.shop.test.call<{ id: string }>('POST', '/platform/v1/orders/exports', {
    filter: { from: new Date(Date.now() - 600_000).toISOString() },
  });

/** Every way to call our own platform that people and their console use, by the endpoint's name. */
export const platformRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'find-orders': {
    'the first page': (context) => get(context, '/platform/v1/orders'),
    'that wait for a person': (context) => get(context, '/platform/v1/orders?view=to-review'),
  },
  'place-order': {
    'with its call': (context) =>
      context.shop.test.call('POST', '/platform/v1/orders', {
        customer: { name: 'Ana Gómez', phone: '+573001234567' },
        items: [{ name: 'Gel', price: 32_000 }],
      }),
  },
  'get-whole-order': { '': (context) => get(context, `/platform/v1/orders/${anyOrder(context)}`) },
  'list-order-events': { '': (context) => get(context, `/platform/v1/orders/${anyOrder(context)}/timeline`) },
  'act-on-order': {
    'a note': (context) =>
      context.shop.test.call('POST', `/platform/v1/orders/${anyOrder(context)}/actions`, {
        action: 'add-note',
        note: `No. ${context.unique()}`,
      }),
  },
  'start-bulk': { 'of one order': startBulk },
  'list-bulk': { '': (context) => get(context, '/platform/v1/orders/bulk') },
  'get-bulk': {
    '': async (context) => get(context, `/platform/v1/orders/bulk/${(await startBulk(context)).id}`),
  },
  'start-order-export': { 'of ten minutes': startExport },
  'get-order-export': {
    '': async (context) => get(context, `/platform/v1/orders/exports/${(await startExport(context)).id}`),
  },
  'list-calls': {
    'the first page': (context) => get(context, '/platform/v1/calls'),
    'that nobody answered': (context) => get(context, '/platform/v1/calls?outcome=no_answer'),
  },
  'list-deliveries': { 'the first page': (context) => get(context, '/platform/v1/deliveries') },
  'get-summary': { '': (context) => get(context, '/platform/v1/summary') },
  'get-cash': { '': (context) => get(context, '/platform/v1/cash') },
  'list-tenants': { '': ({ shop }) => shop.admin.call('GET', '/platform/v1/tenants') },
  'preview-call-time': {
    '': (context) => get(context, '/platform/v1/call-time?phone=%2B573001234567'),
  },
  'get-calling-hours': { '': (context) => get(context, '/platform/v1/calling-hours?country=CO') },
  'get-webhook-health': {
    '': (context) => get(context, `/platform/v1/webhook-endpoints/${context.endpointId}/health`),
  },
  'list-wallets': { '': (context) => get(context, '/platform/v1/wallets') },
  'list-wallet-entries': { '': (context) => get(context, '/platform/v1/wallets/business/entries') },
  'list-service-regions': { '': (context) => get(context, '/platform/v1/regions') },
  'get-coverage': { '': (context) => get(context, '/platform/v1/coverage?lat=12.9716&lng=77.5946') },
  'create-member': { '': withMember(async () => undefined) },
  'list-members': {
    '': (context) => context.shop.admin.call('GET', `/platform/v1/members${ofTenant(context)}`),
  },
  'update-member': {
    '': withMember((context, { id }) =>
      context.shop.admin.call('PATCH', `/platform/v1/members/${id}${ofTenant(context)}`, { role: 'viewer' }),
    ),
  },
  'delete-member': { '': withMember(async () => undefined) },
  'create-invitation': {
    '': withMember((context, { id }) =>
      context.shop.admin.call('POST', `/platform/v1/members/${id}/invitations${ofTenant(context)}`),
    ),
  },
  'redeem-invitation': { '': withMember(redeem) },
  'create-session': {
    '': withMember(async (context, member) => {
      await redeem(context, member);
      await context.shop.admin.call('POST', '/platform/v1/sessions', {
        email: member.email,
        password: PASSWORD,
      });
    }),
  },
  'change-password': {
    '': asMember('POST', '/platform/v1/members/me/password', {
      currentPassword: PASSWORD,
      newPassword: 'twelve green parcels',
    }),
  },
  'list-sessions': { '': asMember('GET', '/platform/v1/sessions') },
  'delete-session': { '': asMember('DELETE', '/platform/v1/sessions/current') },
  'request-test-call': { '': callOwnPhone },
  'get-test-call': {
    '': async (context) => {
      const { id, owner } = await callOwnPhone(context);
      return owner.call('GET', `${TEST_CALLS}/${id}`);
    },
  },
  'delete-member-sessions': {
    '': withMember((context, { id }) =>
      context.shop.admin.call('DELETE', `/platform/v1/members/${id}/sessions${ofTenant(context)}`),
    ),
  },
  'simulate-order': {
    '': (context) => context.shop.test.call('POST', '/platform/v1/simulate/orders', { customer: '0001' }),
  },
  'get-session': { 'of nobody': (context) => get(context, '/console/session') },
  'get-console': { '': (context) => get(context, '/console') },
  'get-front': { '': (context) => get(context, '/') },
  'get-docs': { '': (context) => get(context, '/docs') },
};
