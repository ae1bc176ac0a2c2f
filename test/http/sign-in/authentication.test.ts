import { beforeAll, describe, expect, test } from 'vitest';
import { declare } from '../../../shared/http/declaration.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Services } from '../../../shared/http/exchange.ts';
import { adminKeyFromEnvironment } from '../../../shared/http/sign-in/admin-key.ts';
import { createApiKey, revokeApiKey } from '../../../shared/tenants/access/api-key.ts';
import { send } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { scanTable } from '../../support/table/scan.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { findOrders, findThings, makeThing } from '../support/declarations.ts';

let services: Services;
let owner: AddedTenant;

const now = new Date('2026-11-22T15:00:20.500Z');

useTable();
beforeAll(async () => {
  services = { table: engine.table, clock: () => now };
  owner = await addTenant(engine.table, { timeZone: 'America/Lima' });
});

const common = { 'cache-control': 'no-store', 'x-request-id': 'request-1' };

describe("a tenant's key", () => {
  test('gives the handler its owner, and the caller the number of requests left', async () => {
    const handler = endpoint(
      findThings,
      async ({ principal }) => ({ status: 200, body: principal }),
      services,
    );
    expect(await send(handler, { path: '/platform/v1/things', key: owner.liveKey })).toEqual({
      status: 200,
      headers: {
        ...common,
        'content-type': 'application/json; charset=utf-8',
        'ratelimit-limit': '600',
        'ratelimit-remaining': '599',
        'ratelimit-reset': '40',
      },
      body: {
        kind: 'key',
        tenantId: owner.tenant.id,
        mode: 'live',
        keyId: expect.stringMatching(/^key_/),
        label: null,
        country: 'CO',
        currency: 'COP',
        timeZone: 'America/Lima',
      },
    });
  });

  test.each([
    ['no key', {}],
    ['an unknown key', { authorization: `Bearer tk_test_${'x'.repeat(32)}` }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: `Basic ${'x'.repeat(32)}` }],
    ['something that is no key', { authorization: 'Bearer APIKEY#1' }],
    ['a key of 5,000 characters', { authorization: `Bearer tk_test_${'x'.repeat(5000)}` }],
  ])('is required: %s is refused in the dialect of the path', async (_, headers) => {
    const answer = async () => ({ status: 200 });
    const spanish = await send(endpoint(findOrders, answer, services), { path: '/api/v1/things', headers });
    expect(spanish).toEqual({
      status: 401,
      headers: {
        ...common,
        'content-type': 'application/json; charset=utf-8',
        'www-authenticate': 'Bearer',
      },
      body: { error: 'API key inválida o faltante' },
    });
    const english = await send(endpoint(findThings, answer, services), {
      path: '/platform/v1/things',
      headers,
    });
    expect([english.status, english.body]).toEqual([
      401,
      { error: { code: 'unauthenticated', message: 'The API key is missing or not valid' } },
    ]);
  });

  test('is read whatever the case of its scheme', async () => {
    const handler = endpoint(findThings, async () => ({ status: 204 }), services);
    const headers = { authorization: `bearer  ${owner.testKey}` };
    expect((await send(handler, { path: '/platform/v1/things', headers })).status).toBe(204);
  });

  test('is refused from the request on that follows its revocation', async () => {
    const { id } = owner.tenant;
    const asked = { mode: 'test', label: null } as const;
    const { key, secret } = await createApiKey(engine.table, id, asked, now, () => []);
    const handler = endpoint(findThings, async () => ({ status: 204 }), services);
    expect((await send(handler, { path: '/platform/v1/things', key: secret })).status).toBe(204);
    await revokeApiKey(engine.table, id, key.id);
    expect((await send(handler, { path: '/platform/v1/things', key: secret })).status).toBe(401);
  });

  test('is checked before anything else in the request is reported as wrong', async () => {
    const answer = async () => ({ status: 204 });
    const find = endpoint(findThings, answer, services);
    const make = endpoint(makeThing, answer, services);
    const wrongQuery = { path: '/platform/v1/things?kind=huge' };
    const noJson = {
      method: 'POST',
      path: '/platform/v1/things/1',
      pathParameters: { id: '1' },
      body: '{',
    } as const;
    for (const [key, status] of [
      [owner.testKey, 400],
      [undefined, 401],
    ] as const) {
      expect((await send(find, { ...wrongQuery, ...(key && { key }) })).status).toBe(status);
      expect((await send(make, { ...noJson, ...(key && { key }) })).status).toBe(status);
    }
  });

  test('is not stored anywhere in the table', async () => {
    const { AWS_ENDPOINT_URL_DYNAMODB: endpoint = '', TABLE_NAME: tableName = '' } = engine.environment;
    const items = await scanTable({ endpoint, tableName });
    expect(items.filter(({ entity }) => entity === 'credential').length).toBeGreaterThanOrEqual(2);
    for (const key of [owner.liveKey, owner.testKey])
      expect(JSON.stringify(items)).not.toContain(key.slice(8));
  });
});

describe('the admin key', () => {
  const keep = declare({
    name: 'keep',
    dialect: 'platform',
    method: 'GET',
    path: '/platform/v1/keep',
    summary: 'For admins',
    audience: 'admin',
    table: 'read',
    answers: { 204: { description: 'Kept' } },
  });
  const share = declare({ ...keep, name: 'share', audience: 'admin-or-key' });

  test('opens what is for admins, and is not counted', async () => {
    const handler = adminEndpoint(keep, async () => ({ status: 204 }), services, isAdmin);
    expect(await send(handler, { path: keep.path, key: 'the admin key' })).toEqual({
      status: 401,
      headers: expect.anything(),
      body: expect.anything(),
    });
    expect(await send(handler, { path: keep.path, key: 'admin-1234' })).toEqual({
      status: 204,
      headers: common,
      body: undefined,
    });
  });

  test('is refused like any other key when it is wrong', async () => {
    const handler = adminEndpoint(keep, async () => ({ status: 204 }), services, isAdmin);
    for (const key of ['admin-1235', 'admin-123', 'admin-12344', 'tk_test_0123456789abcdef0123456789abcdef'])
      expect((await send(handler, { path: keep.path, key })).status).toBe(401);
  });

  test('is read with any punctuation, and blanks inside', async () => {
    for (const key of ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'correct horse, battery', 'x'.repeat(1000)]) {
      const check = adminKeyFromEnvironment({ ADMIN_API_KEY: key });
      const handler = adminEndpoint(keep, async () => ({ status: 204 }), services, check);
      expect((await send(handler, { path: keep.path, key })).status).toBe(204);
    }
  });

  test('is reported as missing when a tenant’s key is sent instead', async () => {
    const handler = adminEndpoint(keep, async () => ({ status: 204 }), services, isAdmin);
    const answer = await send(handler, { path: keep.path, key: owner.testKey });
    expect([answer.status, answer.body]).toEqual([
      403,
      { error: { code: 'forbidden', message: 'This key may not do that' } },
    ]);
  });

  test('and a tenant’s key both open what is for either', async () => {
    const handler = adminEndpoint(
      share,
      async ({ principal }) => ({ status: 200, body: principal.kind }),
      services,
      isAdmin,
    );
    expect((await send(handler, { path: keep.path, key: 'admin-1234' })).body).toBe('admin');
    expect((await send(handler, { path: keep.path, key: owner.testKey })).body).toBe('key');
  });

  test('is required when the function starts', () => {
    expect(() => adminKeyFromEnvironment({})).toThrow(
      'Neither ADMIN_API_KEY nor ADMIN_API_KEY_SECRET_ARN is set',
    );
  });
});

const isAdmin = adminKeyFromEnvironment({ ADMIN_API_KEY: 'admin-1234' });
