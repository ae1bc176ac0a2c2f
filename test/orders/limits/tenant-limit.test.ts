import { beforeAll, beforeEach, expect, test } from 'vitest';
import { searchOrdersRoute } from '../../../functions/orders/order/order-routes.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import { createApiKey } from '../../../shared/tenants/access/api-key.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { engine, useTable } from '../../support/table/setting.ts';

let handler: Handler;
let owner: AddedTenant;
let now: Date;

useTable();
beforeAll(async () => {
  handler = endpoint(searchOrdersRoute, async () => ({ status: 204 }), {
    table: engine.table,
    clock: () => now,
  });
});

beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00.000Z');
  owner = await addTenant(engine.table);
});

const ask = (key: string): Promise<HandlerResponse> =>
  send(handler, { path: '/v1/orders', headers: { 'x-tenant-api-key': key } });
const asking = (key: string, times: number) => Promise.all(Array.from({ length: times }, () => ask(key)));
const statuses = (answers: readonly HandlerResponse[]) =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([s, group]) => [s, group.length]),
  );

test('a tenant makes 100 requests a minute with all its keys of a mode, and no more', async () => {
  const { secret } = await createApiKey(
    engine.table,
    owner.tenant.id,
    { mode: 'test', label: null },
    now,
    () => [],
  );
  const [one, other] = await Promise.all([asking(owner.testKey, 60), asking(secret, 60)]);
  expect(statuses([...one, ...other])).toEqual({ 204: 100, 429: 20 });
});

test('a client that has used them up gets a refusal with the time to retry', async () => {
  await asking(owner.testKey, 100);
  now = new Date('2026-11-22T15:00:42.001Z');
  const { status, body, headers } = await ask(owner.testKey);
  expect([status, body, headers['retry-after']]).toEqual([
    429,
    { error: { code: 'RateLimitError', message: 'Too many requests', details: { retryAfterSeconds: 18 } } },
    '18',
  ]);
  now = new Date('2026-11-22T15:01:00.000Z');
  expect((await ask(owner.testKey)).status).toBe(204);
});

test.each([7, 14])('all of them are available again %i idle minutes later', async (minutes) => {
  await asking(owner.testKey, 100);
  now = new Date(now.getTime() + minutes * 60_000);
  expect(statuses(await asking(owner.testKey, 110))).toEqual({ 204: 100, 429: 10 });
});

test('each mode has its own, and each tenant: tests never use up what live orders need', async () => {
  const other = await addTenant(engine.table);
  await asking(owner.testKey, 100);
  expect((await ask(owner.testKey)).status).toBe(429);
  expect(statuses(await asking(owner.liveKey, 101))).toEqual({ 204: 100, 429: 1 });
  expect((await ask(other.testKey)).status).toBe(204);
});

test("a tenant's own limit takes the place of the dialect's", async () => {
  await updateTenant(engine.table, owner.tenant.id, { limits: { orders: 5 } }, byAdmin(now));
  expect(statuses(await asking(owner.testKey, 8))).toEqual({ 204: 5, 429: 3 });
});

test.each(['', 'tk_test_00000000000000000000000000000000', 'Bearer x'])(
  'the key %j is refused',
  async (key) => {
    const { status, body } = await ask(key);
    expect([status, body]).toEqual([
      401,
      { error: { code: 'AuthenticationError', message: 'Invalid or missing API key' } },
    ]);
  },
);
