import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cachingCipher } from '../../../shared/adapters/cipher/caching-cipher.ts';
import type { Cipher } from '../../../shared/adapters/cipher/cipher.ts';
import { newId } from '../../../shared/base/ids.ts';
import { reportCallRoute } from '../../../shared/calls/telephony/http/http-routes.ts';
import { reportEndpoint } from '../../../shared/calls/telephony/http/report-endpoint.ts';
import { encodeReference } from '../../../shared/calls/telephony/port/reference.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import { tenantKey } from '../../../shared/tenants/tenant/tenant.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { byAdmin, cipher } from '../../support/data/cipher.ts';
import { addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { withStaleReads } from '../../support/table/stale-reads.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const NOW = new Date('2026-11-22T15:00:20.000Z');

let handler: Handler;
let withAgent: string;
let withoutAgent: string;
let now: Date;

useTable();
beforeAll(async () => {
  const services = { table: engine.table, clock: () => now };
  handler = reportEndpoint(reportCallRoute, async () => ({ status: 200, body: {} }), cipher, services);
  const [one, other] = await Promise.all([addTenant(engine.table), addTenant(engine.table)]);
  const voiceAgent = { url: 'https://agent.example.com', secret: SECRET };
  await updateTenant(engine.table, one.tenant.id, { voiceAgent }, byAdmin(NOW));
  withAgent = one.tenant.id;
  withoutAgent = other.tenant.id;
});

beforeEach(() => {
  now = NOW;
});

interface Posted {
  tenantId?: string;
  from?: string;
  headers?: Record<string, string>;
  path?: string;
  body?: string;
  secret?: string;
  to?: Handler;
}

const callId = newId('call', NOW);
const orderId = newId('order', NOW);
const told = JSON.stringify({ callId, outcome: 'confirmed' });

function post(posted: Posted): Promise<HandlerResponse> {
  const { tenantId = withAgent, from = '203.0.113.1', body = told, secret = SECRET, to = handler } = posted;
  const ref = encodeReference({ tenantId, mode: 'live', orderId, callId });
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', now, body),
    ...posted.headers,
  };
  const path = posted.path ?? `/callbacks/calls/http?ref=${ref}`;
  return send(to, { method: 'POST', path, headers, body, sourceIp: from });
}

const forged = { secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` };

describe('an unverified request learns nothing about the tenant', () => {
  test.each<[string, Posted]>([
    ['a wrong signature', forged],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['an old timestamp', { ...forged, headers: { 'webhook-timestamp': '1' } }],
    ['a body that is no JSON', { ...forged, body: '{' }],
    ['a body that makes no sense', { ...forged, body: '{"outcome":7}' }],
    ['an empty body', { ...forged, body: '' }],
  ])('%s', async (_what, posted) => {
    const from = '203.0.113.9';
    const known = await post({ ...posted, from });
    expect(known.status).toBe(401);
    for (const tenantId of [withoutAgent, newId('tenant', NOW)])
      expect(await post({ ...posted, from, tenantId })).toEqual(known);
  });
});

test('a missing secret uses the key like an existing one: once, and again after five minutes', async () => {
  const asked: string[] = [];
  const key: Cipher = {
    seal: cipher.seal,
    open(sealed, context) {
      asked.push(context.tenantId);
      return cipher.open(sealed, context);
    },
  };
  const clock = () => now;
  const services = { table: engine.table, clock };
  const counted = reportEndpoint(
    reportCallRoute,
    async () => ({ status: 200, body: {} }),
    cachingCipher(key, clock),
    services,
  );
  const nobody = newId('tenant', NOW);
  const tenants = [withAgent, withoutAgent, nobody];
  const ask = async (): Promise<string[]> => {
    asked.length = 0;
    for (const tenantId of [...tenants, ...tenants])
      expect((await post({ ...forged, tenantId, from: '203.0.113.77', to: counted })).status).toBe(401);
    return asked;
  };
  expect(await ask()).toEqual(tenants);
  expect(await ask()).toEqual([]);
  now = new Date(NOW.getTime() + 5 * 60_000);
  expect(await ask()).toEqual(tenants);
});

test('a secret that has just been changed is known where a read is late', async () => {
  const { tenant } = await addTenant(engine.table);
  const change = (secret: string) =>
    updateTenant(
      engine.table,
      tenant.id,
      { voiceAgent: { url: 'https://agent.example.com', secret } },
      byAdmin(NOW),
    );
  await change(forged.secret);
  const table = await withStaleReads(engine.table, [tenantKey(tenant.id)]);
  await change(SECRET);
  const services = { table, clock: () => now };
  const late = reportEndpoint(reportCallRoute, async () => ({ status: 200, body: {} }), cipher, services);
  expect((await post({ tenantId: tenant.id, to: late })).status).toBe(200);
});

test('while the key cannot be used, tenants with and without an agent are answered alike', async () => {
  const key = { open: () => Promise.reject(new Error('KMS is away')) };
  const services = { table: engine.table, clock: () => now };
  const broken = reportEndpoint(reportCallRoute, async () => ({ status: 200, body: {} }), key, services);
  const statuses = [withAgent, withoutAgent, newId('tenant', NOW)].map(
    async (tenantId) => (await post({ tenantId, to: broken })).status,
  );
  expect(await Promise.all(statuses)).toEqual([500, 500, 500]);
});

describe('requests without a good signature', () => {
  const statuses = async (times: number, posted: Posted): Promise<Record<string, number>> => {
    const answers = await Promise.all(Array.from({ length: times }, () => post(posted)));
    const groups = Map.groupBy(answers, ({ status }) => status);
    return Object.fromEntries([...groups].map(([status, group]) => [status, group.length]));
  };

  test.each<[string, Posted, number, string]>([
    ['a wrong signature', forged, 401, '198.51.100.1'],
    ['no reference', { path: '/callbacks/calls/http' }, 400, '198.51.100.2'],
    ['a reference to nothing', { path: '/callbacks/calls/http?ref=abc' }, 404, '198.51.100.3'],
    ['too large a body', { body: 'x'.repeat(3_200_000) }, 413, '198.51.100.4'],
  ])('are limited to sixty a minute from one address: %s', async (_what, posted, status, from) => {
    expect(await statuses(70, { ...posted, from })).toEqual({ [status]: 60, 429: 10 });
    const { status: refused, body, headers } = await post({ ...posted, from });
    expect([refused, body, headers['retry-after']]).toEqual([
      429,
      { error: { code: 'rate_limited', message: 'Too many requests', details: { retryAfterSeconds: 40 } } },
      '40',
    ]);
    expect((await post({ ...posted, from: '198.51.100.200' })).status).toBe(status);
    now = new Date(NOW.getTime() + 40_000);
    expect((await post({ ...posted, from })).status).toBe(status);
  });

  test('are counted together for the addresses of one IPv6 network, and apart for others', async () => {
    await statuses(60, { ...forged, from: '2001:db8:0:1::1' });
    expect((await post({ ...forged, from: '2001:0db8:0:0001:ffff::2' })).status).toBe(429);
    expect((await post({ ...forged, from: '2001:db8:0:2::1' })).status).toBe(401);
  });

  test('never keep out a verified report, whatever it contains', async () => {
    const from = '198.51.100.7';
    await statuses(61, { ...forged, from });
    expect(await statuses(70, { from })).toEqual({ 200: 70 });
    expect(await statuses(5, { from, body: '{' })).toEqual({ 400: 5 });
    expect(await statuses(5, { from, body: JSON.stringify({ callId, outcome: 'maybe' }) })).toEqual({
      400: 5,
    });
    expect((await post({ ...forged, from })).status).toBe(429);
  });

  test('store no address, and nothing for long', async () => {
    const from = '198.51.100.77';
    await post({ ...forged, from });
    const pk = `RATE#report-call#${createHash('sha256').update(from).digest('hex')}`;
    expect((await engine.table.query({ pk })).items).toEqual([
      {
        pk,
        sk: expect.stringMatching(/^MINUTE#\d+$/),
        entity: 'address-requests',
        requests: 1,
        expiresAt: Date.UTC(2026, 10, 22, 15, 1) / 1000 + 300,
      },
    ]);
  });
});
