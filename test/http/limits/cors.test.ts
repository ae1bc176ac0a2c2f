import { afterAll, beforeAll, expect, test } from 'vitest';
import { handler as rejectUnknown } from '../../../functions/meta/reject-unknown.ts';
import { startApi, type TestApi } from '../../support/api/api.ts';
import { send } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

const ORIGIN = 'https://shop.example.com';

let api: TestApi;
let owner: AddedTenant;
beforeAll(async () => {
  process.env.CORS_ORIGINS = `${ORIGIN} https://other.example.com`;
  api = await startApi();
  owner = await addTenant(api.table);
});
afterAll(() => api.stop());

const preflight = (path: string, origin = ORIGIN) =>
  send(rejectUnknown, {
    method: 'OPTIONS',
    path,
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-tenant-api-key',
    },
  });

const cors = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:access-control-|vary)/.test(name)));

test.each(['/v1/orders', '/hooks/catch/token'])('a page of the shop may call %s', async (path) => {
  const { status, headers } = await preflight(path);
  expect([status, cors(headers)]).toEqual([
    204,
    {
      vary: 'origin',
      'access-control-allow-origin': ORIGIN,
      'access-control-allow-methods': headers.allow,
      'access-control-allow-headers': 'content-type,x-tenant-api-key',
      'access-control-max-age': '7200',
    },
  ]);
  expect(headers.allow).toContain('POST');
});

test('and reads answers and refusals', async () => {
  for (const [key, status] of [
    [owner.testKey, 200],
    ['tk_test_wrong', 401],
  ] as const) {
    const answer = await api.ask('GET /v1/orders', { headers: { 'x-tenant-api-key': key, origin: ORIGIN } });
    expect([answer.status, cors(answer.headers)]).toMatchObject([
      status,
      {
        vary: 'origin',
        'access-control-allow-origin': ORIGIN,
        'access-control-expose-headers': expect.stringContaining('ratelimit-remaining'),
      },
    ]);
  }
});

test('and reads the headers that an answer has of its own', async () => {
  const headers = { 'x-tenant-api-key': owner.testKey, origin: ORIGIN, 'idempotency-key': 'once' };
  const body = { mobile: '+573001234567', product_items: [{ name: 'Gel', quantity: 1, price: 5 }] };
  const create = () => api.ask('POST /v1/orders?debug=1', { headers, body });
  await create();
  const { status, headers: answered } = await create();
  const safelisted = ['cache-control', 'content-type', 'vary', 'x-content-type-options'];
  const own = Object.keys(answered).filter(
    (name) => !safelisted.includes(name) && !name.startsWith('access-control-'),
  );
  expect([status, own]).toEqual([201, expect.arrayContaining(['etag', 'idempotency-replayed'])]);
  expect(answered['access-control-expose-headers']?.split(', ')).toEqual(expect.arrayContaining(own));
});

test('no page of another origin may', async () => {
  const { status, headers } = await preflight('/v1/orders', 'https://evil.example.com');
  expect([status, cors(headers)]).toEqual([204, { vary: 'origin' }]);
});

test.each(['/platform/v1/users', '/api/v1/calls/trigger', '/v2/order/create'])(
  'no page may call %s',
  async (path) => {
    expect(cors((await preflight(path)).headers)).toEqual({});
  },
);
