import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Problem } from '../../../shared/base/problem.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler, Reply } from '../../../shared/http/exchange.ts';
import { afterAdmission } from '../../../shared/http/middleware/authenticate.ts';
import { createApiKey, revokeApiKey } from '../../../shared/tenants/access/api-key.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { ordersThings } from '../support/declarations.ts';

let owner: AddedTenant;
let now: Date;
/** Whose things were looked for, each time that somebody looked. */
let looked: unknown[];
let handler: Handler;

useTable();
beforeAll(() => {
  handler = reading(ordersThings);
});
beforeEach(async () => {
  now = new Date();
  looked = [];
  owner = await addTenant(engine.table);
});

function reading(declaration: Parameters<typeof endpoint>[0]): Handler {
  return endpoint(
    declaration,
    async ({ principal }, { table }) => {
      looked.push(principal);
      const { tenantId = '' } = principal ?? {};
      return {
        status: 200,
        body: { found: (await table.query({ pk: `THINGS#${tenantId}` })).count, principal },
      };
    },
    { table: engine.table, clock: () => now },
  );
}

const ask = (key: string, query = ''): Promise<HandlerResponse> =>
  send(handler, { path: `/v1/things${query}`, headers: { 'x-tenant-api-key': key } });

describe('a read of the orders dialect', () => {
  test('runs while its key is looked up, once the key was authenticated before', async () => {
    const first = await roundTripsOf(() => ask(owner.testKey));
    const second = await roundTripsOf(() => ask(owner.testKey));
    expect([sequential(first), sequential(second)]).toEqual([3, 1]);
    expect(second.map(({ operation }) => operation).toSorted()).toEqual(['GetItem', 'Query', 'UpdateItem']);
  });

  test('answers how many requests are left, and counts each once', async () => {
    const left = [];
    for (let times = 0; times < 3; times++)
      left.push((await ask(owner.testKey)).headers['ratelimit-remaining']);
    expect(left).toEqual(['99', '98', '97']);
  });

  test('reveals nothing to a key that was revoked meanwhile', async () => {
    const { secret, id } = await addKey();
    expect((await ask(secret)).status).toBe(200);
    await revokeApiKey(engine.table, owner.tenant.id, id);
    const refused = { status: 401, body: { error: { code: 'AuthenticationError' } } };
    expect(await ask(secret)).toMatchObject(refused);
    // From then on nothing is read for it.
    looked = [];
    expect(await ask(secret)).toMatchObject(refused);
    expect(looked).toEqual([]);
  });

  test('reveals no mistake of the query and no internal fault to a revoked key', async () => {
    const key = await addKey();
    await ask(key.secret);
    await revokeApiKey(engine.table, owner.tenant.id, key.id);
    expect((await ask(key.secret, '?kind=none')).status).toBe(401);

    const other = await addKey();
    handler = endpoint(
      ordersThings,
      async () => {
        if (looked.push('') > 1) throw new Error('ours');
        return { status: 200 };
      },
      { table: engine.table, clock: () => now },
    );
    await ask(other.secret);
    await revokeApiKey(engine.table, owner.tenant.id, other.id);
    expect((await ask(other.secret)).status).toBe(401);
    handler = reading(ordersThings);
  });

  test('refuses without waiting for what is still being read', async () => {
    const admission = Promise.reject(new Problem('unauthenticated'));
    const exchange = { admission, principal: undefined };
    const reading = () => new Promise<Reply>(() => undefined);
    await expect(afterAdmission(exchange, reading)).rejects.toThrow('unauthenticated');
  });

  test('is refused beyond the limit, and after the first refusal of a minute reads nothing', async () => {
    await updateTenant(engine.table, owner.tenant.id, { limits: { orders: 2 } }, byAdmin(now));
    const statuses = [];
    for (let times = 0; times < 3; times++) statuses.push((await ask(owner.testKey)).status);
    expect(statuses).toEqual([200, 200, 429]);
    looked = [];
    expect((await ask(owner.testKey)).status).toBe(429);
    expect(looked).toEqual([]);
    now = new Date(now.getTime() + 60_000);
    expect((await ask(owner.testKey)).status).toBe(200);
  });

  test('is repeated with the current tenant, where that changed', async () => {
    expect((await ask(owner.testKey)).body).toMatchObject({ principal: { timeZone: 'America/Bogota' } });
    await updateTenant(engine.table, owner.tenant.id, { timeZone: 'America/Lima' }, byAdmin(now));
    const { body } = await ask(owner.testKey);
    expect(body).toMatchObject({ principal: { timeZone: 'America/Lima' } });
    expect(looked.map((principal) => (principal as { timeZone: string }).timeZone)).toEqual([
      'America/Bogota',
      'America/Bogota',
      'America/Lima',
    ]);
  });
});

test.each([
  { ...ordersThings, table: 'write' as const },
  { ...ordersThings, method: 'DELETE' as const },
])('a request that may store something waits for its key: $method, to $table', async (declaration) => {
  const patient = reading(declare(declaration));
  const once = () =>
    send(patient, {
      method: declaration.method,
      path: '/v1/things',
      headers: { 'x-tenant-api-key': owner.testKey },
    });
  await once();
  expect(sequential(await roundTripsOf(once))).toBe(2);
});

async function addKey(): Promise<{ secret: string; id: string }> {
  const { secret, key } = await createApiKey(
    engine.table,
    owner.tenant.id,
    { mode: 'test', label: null },
    now,
    () => [],
  );
  return { secret, id: key.id };
}
