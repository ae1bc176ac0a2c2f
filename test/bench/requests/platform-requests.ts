import { createTenant, request } from '../../support/client.ts';
import { type Api, createApi } from '../shop/api.ts';
import type { Send, World } from './requests.ts';

const get = (world: World, path: string) => world.shop.test.call('GET', path);
const anyOrder = ({ orders }: World): string => orders[Math.floor(Math.random() * orders.length)]?.id ?? '';

const PASSWORD = 'eleven green parcels';

interface Invited {
  id: string;
  invitation: { url: string };
}

const ofTenant = ({ shop }: World) => `?tenantId=${shop.tenant.id}`;
const mailOf = (n: number) => `bench-${n}@example.com`;

/** Invites one additional member, until it is removed. */
const invite = async (world: World): Promise<Invited & { email: string }> => {
  const email = mailOf(world.unique());
  const body = { tenantId: world.shop.tenant.id, name: 'Ana Gómez', email, role: 'operator', language: 'es' };
  return { ...(await world.shop.admin.call<Invited>('POST', '/platform/v1/members', body)), email };
};

const remove = (world: World, { id }: { id: string }) =>
  world.shop.admin.call('DELETE', `/platform/v1/members/${id}${ofTenant(world)}`);

const redeem = (world: World, { invitation }: Invited) =>
  world.shop.admin.call('POST', '/platform/v1/invitations/redeem', {
    token: /[^/#=]+$/.exec(invitation.url)?.[0],
    password: PASSWORD,
  });

/** Signs a member in, after setting a password. @returns the headers that the browser sends from then on */
async function signIn(world: World, member: Invited & { email: string }): Promise<Record<string, string>> {
  const { url } = world.shop;
  await redeem(world, member);
  const body = { email: member.email, password: PASSWORD };
  const entered = await request(url, 'POST /platform/v1/sessions', { body, headers: { origin: url } });
  const [cookie] = (entered.headers['set-cookie'] ?? '').split(';');
  if (!cookie) throw new Error(`A member was not let in: ${JSON.stringify(entered.body)}`);
  return { origin: url, cookie };
}

/** One request of a member who signed in. */
const asMember = (method: string, path: string, body?: object): Send =>
  withMember(async (world, member) => {
    const headers = await signIn(world, member);
    await createApi(world.shop.url).call(method, path, body, headers);
  });

const TEST_CALLS = '/platform/v1/voice-agent/test-call';

/** A call to a phone of one's own: each tenant may have five a day. */
async function callOwnPhone(world: World): Promise<{ id: string; owner: Api }> {
  const { url, adminKey } = world.shop;
  const { id: tenantId, liveKey } = await createTenant({ url, adminKey });
  await world.shop.admin.call('PATCH', `/platform/v1/tenants/${tenantId}`, {
    voiceAgent: { url: `${world.receiver.url}/agent`, secret: world.agentSecret },
  });
  const owner = createApi(url, liveKey);
  const { id } = await owner.call<{ id: string }>('POST', TEST_CALLS, { phone: '+573001234567' });
  return { id, owner };
}

/** Does something with a member, who is removed afterwards. */
const withMember =
  (work: (world: World, member: Invited & { email: string }) => Promise<unknown>): Send =>
  async (world) => {
    const member = await invite(world);
    await work(world, member);
    await remove(world, member);
  };

const startBulk = (world: World) =>
  world.shop.test.call<{ id: string }>('POST', '/platform/v1/orders/bulk', {
    action: 'confirm',
    orderIds: [anyOrder(world)],
  });

const startExport = (world: World) =>
  world.shop.test.call<{ id: string }>('POST', '/platform/v1/orders/exports', {
    filter: { from: new Date(Date.now() - 600_000).toISOString() },
  });

/** Every way to call our own platform that people and their console use, by the endpoint's name. */
export const platformRequests: Readonly<Record<string, Readonly<Record<string, Send>>>> = {
  'find-orders': {
    'the first page': (world) => get(world, '/platform/v1/orders'),
    'that wait for a person': (world) => get(world, '/platform/v1/orders?view=to-review'),
  },
  'get-whole-order': { '': (world) => get(world, `/platform/v1/orders/${anyOrder(world)}`) },
  'list-order-events': { '': (world) => get(world, `/platform/v1/orders/${anyOrder(world)}/timeline`) },
  'act-on-order': {
    'a note': (world) =>
      world.shop.test.call('POST', `/platform/v1/orders/${anyOrder(world)}/actions`, {
        action: 'add-note',
        note: `No. ${world.unique()}`,
      }),
  },
  'start-bulk': { 'of one order': startBulk },
  'list-bulk': { '': (world) => get(world, '/platform/v1/orders/bulk') },
  'get-bulk': {
    '': async (world) => get(world, `/platform/v1/orders/bulk/${(await startBulk(world)).id}`),
  },
  'start-order-export': { 'of ten minutes': startExport },
  'get-order-export': {
    '': async (world) => get(world, `/platform/v1/orders/exports/${(await startExport(world)).id}`),
  },
  'list-calls': {
    'the first page': (world) => get(world, '/platform/v1/calls'),
    'that nobody answered': (world) => get(world, '/platform/v1/calls?outcome=no_answer'),
  },
  'list-deliveries': { 'the first page': (world) => get(world, '/platform/v1/deliveries') },
  'get-summary': { '': (world) => get(world, '/platform/v1/summary') },
  'get-cash': { '': (world) => get(world, '/platform/v1/cash') },
  'list-tenants': { '': ({ shop }) => shop.admin.call('GET', '/platform/v1/tenants') },
  'preview-call-time': {
    '': (world) => get(world, '/platform/v1/call-time?phone=%2B573001234567'),
  },
  'get-calling-hours': { '': (world) => get(world, '/platform/v1/calling-hours?country=CO') },
  'get-webhook-health': {
    '': (world) => get(world, `/platform/v1/webhook-endpoints/${world.endpointId}/health`),
  },
  'list-wallets': { '': (world) => get(world, '/platform/v1/wallets') },
  'list-wallet-entries': { '': (world) => get(world, '/platform/v1/wallets/business/entries') },
  'list-service-regions': { '': (world) => get(world, '/platform/v1/regions') },
  'get-coverage': { '': (world) => get(world, '/platform/v1/coverage?lat=12.9716&lng=77.5946') },
  'create-member': { '': withMember(async () => undefined) },
  'list-members': {
    '': (world) => world.shop.admin.call('GET', `/platform/v1/members${ofTenant(world)}`),
  },
  'update-member': {
    '': withMember((world, { id }) =>
      world.shop.admin.call('PATCH', `/platform/v1/members/${id}${ofTenant(world)}`, { role: 'viewer' }),
    ),
  },
  'delete-member': { '': withMember(async () => undefined) },
  'create-invitation': {
    '': withMember((world, { id }) =>
      world.shop.admin.call('POST', `/platform/v1/members/${id}/invitations${ofTenant(world)}`),
    ),
  },
  'redeem-invitation': { '': withMember(redeem) },
  'create-session': {
    '': withMember(async (world, member) => {
      await redeem(world, member);
      await world.shop.admin.call('POST', '/platform/v1/sessions', {
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
    '': async (world) => {
      const { id, owner } = await callOwnPhone(world);
      return owner.call('GET', `${TEST_CALLS}/${id}`);
    },
  },
  'delete-member-sessions': {
    '': withMember((world, { id }) =>
      world.shop.admin.call('DELETE', `/platform/v1/members/${id}/sessions${ofTenant(world)}`),
    ),
  },
  'simulate-order': {
    '': (world) => world.shop.test.call('POST', '/platform/v1/simulate/orders', { customer: '0001' }),
  },
  'get-session': { 'of nobody': (world) => get(world, '/console/session') },
  'get-console': { '': (world) => get(world, '/console') },
  'get-front': { '': (world) => get(world, '/') },
  'get-docs': { '': (world) => get(world, '/docs') },
};
