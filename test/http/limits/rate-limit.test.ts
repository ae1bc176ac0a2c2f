import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import type { Handler } from '../../../shared/http/exchange.ts';
import { apiKeyCredentialKey, hashApiKeySecret } from '../../../shared/tenants/access/api-key.ts';
import { updateTenant } from '../../../shared/tenants/update-tenant.ts';
import { type HandlerResponse, send } from '../../support/api/respond.ts';
import { byAdmin } from '../../support/data/cipher.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';
import { roundTripsOf } from '../../support/table/round-trips.ts';
import { sequential } from '../../support/table/sequential.ts';
import { engine, useTable } from '../../support/table/setting.ts';
import { findOrders, findThings } from '../support/declarations.ts';

let handler: Handler;
let platform: Handler;
let ofTenant: Handler;
let owner: AddedTenant;
let now: Date;

useTable();
beforeAll(async () => {
  const services = { table: engine.table, clock: () => now };
  handler = endpoint(findOrders, async () => ({ status: 204 }), services);
  ofTenant = endpoint({ ...findThings, dialect: 'orders' }, async () => ({ status: 204 }), services);
  platform = endpoint(findThings, async () => ({ status: 204 }), services);
});

beforeEach(async () => {
  now = new Date('2026-11-22T15:00:00.000Z');
  owner = await addTenant(engine.table);
});

const ask = (key: string): Promise<HandlerResponse> => send(handler, { path: '/api/v1/things', key });

const asking = async (key: string, times: number): Promise<HandlerResponse[]> =>
  Promise.all(Array.from({ length: times }, () => ask(key)));

const statuses = (answers: readonly HandlerResponse[]): Record<number, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, group]) => [status, group.length]),
  );

const rateOf = ({ status, headers }: HandlerResponse) => ({
  status,
  limit: headers['ratelimit-limit'],
  remaining: headers['ratelimit-remaining'],
  reset: headers['ratelimit-reset'],
  retryAfter: headers['retry-after'],
});

describe('a key', () => {
  test('makes 60 requests a minute, and no more, also concurrently', async () => {
    expect(statuses(await asking(owner.testKey, 100))).toEqual({ 204: 60, 429: 40 });
  });

  test('gets with every answer how many are left', async () => {
    const answers = await asking(owner.testKey, 60);
    const left = answers.map(({ headers }) => Number(headers['ratelimit-remaining']));
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  test('that has none left gets the time to retry, in the dialect of the path', async () => {
    await asking(owner.testKey, 60);
    now = new Date('2026-11-22T15:00:42.001Z');
    const answer = await ask(owner.testKey);
    expect(rateOf(answer)).toEqual({
      status: 429,
      limit: '60',
      remaining: '0',
      reset: '18',
      retryAfter: '18',
    });
    expect(answer.body).toEqual({ error: 'Rate limit excedido' });
  });

  test('starts again with the next minute of the clock', async () => {
    await asking(owner.testKey, 61);
    now = new Date('2026-11-22T15:00:59.999Z');
    expect((await ask(owner.testKey)).status).toBe(429);
    now = new Date('2026-11-22T15:01:00.000Z');
    expect(rateOf(await ask(owner.testKey))).toMatchObject({ status: 204, remaining: '59', reset: '60' });
    expect(statuses(await asking(owner.testKey, 60))).toEqual({ 204: 59, 429: 1 });
  });

  test.each([7, 14, 70])('starts again after %i idle minutes, also for many at once', async (minutes) => {
    await asking(owner.testKey, 60);
    now = new Date(now.getTime() + minutes * 60_000);
    expect(statuses(await asking(owner.testKey, 100))).toEqual({ 204: 60, 429: 40 });
  });

  test('is counted in the later minute by a machine whose clock is behind', async () => {
    await asking(owner.testKey, 30);
    now = new Date('2026-11-22T15:01:00.000Z');
    await asking(owner.testKey, 59);
    now = new Date('2026-11-22T15:00:59.990Z');
    expect((await ask(owner.testKey)).status).toBe(204);
    expect((await ask(owner.testKey)).status).toBe(429);
    now = new Date('2026-11-22T15:01:00.000Z');
    expect((await ask(owner.testKey)).status).toBe(429);
  });

  test('has its requests counted for each dialect apart', async () => {
    await asking(owner.testKey, 60);
    const answer = await send(platform, { path: '/platform/v1/things', key: owner.testKey });
    expect(rateOf(answer)).toMatchObject({ status: 204, limit: '600', remaining: '599' });
  });

  test('does not use up what another key of its tenant may ask', async () => {
    await asking(owner.testKey, 60);
    expect((await ask(owner.liveKey)).status).toBe(204);
  });

  test('is authenticated and counted in one round trip', async () => {
    await ask(owner.testKey);
    const trips = await roundTripsOf(() => ask(owner.testKey));
    expect(trips).toMatchObject([{ operation: 'UpdateItem', readUnits: 0, writeUnits: 1, refused: false }]);
    expect(trips).toHaveLength(1);
  });

  test('has a refused request counted too', async () => {
    const answer = await send(handler, { path: '/api/v1/things?kind=huge', key: owner.testKey });
    expect(rateOf(answer)).toMatchObject({ status: 400, remaining: '59' });
  });
});

describe("a tenant's own limit", () => {
  const setLimit = (confirmation: number | null) =>
    updateTenant(engine.table, owner.tenant.id, { limits: { confirmation } }, byAdmin(now));

  test('counts from the next request on, for all its keys', async () => {
    await setLimit(5);
    expect(statuses(await asking(owner.testKey, 10))).toEqual({ 204: 5, 429: 5 });
    expect(rateOf(await ask(owner.liveKey))).toMatchObject({ limit: '5', remaining: '4' });
  });

  test('lets a key continue in the same minute when it is raised', async () => {
    await asking(owner.testKey, 60);
    expect((await ask(owner.testKey)).status).toBe(429);
    await setLimit(62);
    expect(statuses(await asking(owner.testKey, 3))).toEqual({ 204: 2, 429: 1 });
  });

  test('that is removed leaves the limit of the dialect', async () => {
    await setLimit(5);
    await setLimit(null);
    expect(rateOf(await ask(owner.testKey))).toMatchObject({ limit: '60', remaining: '59' });
  });
});

describe('a limit that one item is too slow for', () => {
  const setLimit = (confirmation: number) =>
    updateTenant(engine.table, owner.tenant.id, { limits: { confirmation } }, byAdmin(now));
  const counters = async () => {
    const { testKey } = owner;
    const hash = hashApiKeySecret(testKey);
    const found = await Promise.all(
      Array.from({ length: 4 }, (_, n) => engine.table.get({ pk: `RATE#${hash}#${n}`, sk: 'RATE' })),
    );
    const minute = Math.floor(now.getTime() / 60_000) % 7;
    return found.map((item) => Number(item?.[`rate_confirmation_${minute}`] ?? 0));
  };

  test('is counted on several, together exact, and the key is read at the same time', async () => {
    await setLimit(72_000);
    // The first request tells a process how large the limit is.
    expect(rateOf(await ask(owner.testKey))).toMatchObject({
      status: 204,
      limit: '72000',
      remaining: '71999',
    });
    const trips = await roundTripsOf(() => asking(owner.testKey, 40));
    const counted = await counters();
    expect(counted.reduce((sum, n) => sum + n)).toBe(40);
    expect(counted.filter((n) => n > 0).length).toBeGreaterThan(1);
    expect(trips.filter(({ operation }) => operation === 'GetItem')).toHaveLength(40);
    expect(sequential(await roundTripsOf(() => ask(owner.testKey)))).toBe(1);
  });

  test('is reached within 5 % of its sum of counters', async () => {
    await setLimit(72_000);
    await ask(owner.testKey);
    const { testKey } = owner;
    const hash = hashApiKeySecret(testKey);
    const minute = Math.floor(now.getTime() / 60_000);
    for (const n of [0, 1, 2, 3])
      await engine.table.update(
        { pk: `RATE#${hash}#${n}`, sk: 'RATE' },
        { set: { rate_confirmation_at: minute, [`rate_confirmation_${minute % 7}`]: 18_000 - 5 } },
      );
    const found = statuses(await asking(testKey, 100));
    expect(found).toEqual({ 204: 20, 429: 80 });
  });

  test('refuses a key that was revoked meanwhile', async () => {
    await setLimit(72_000);
    await ask(owner.testKey);
    await ask(owner.testKey);
    await engine.table.delete(apiKeyCredentialKey(hashApiKeySecret(owner.testKey)));
    expect((await ask(owner.testKey)).status).toBe(401);
    expect((await ask(owner.testKey)).status).toBe(401);
  });
});

describe('the requests of a tenant', () => {
  const find = (key: string) => send(ofTenant, { path: '/v1/things', headers: { 'x-tenant-api-key': key } });

  test('are counted while the key is read', async () => {
    await find(owner.testKey);
    const trips = await roundTripsOf(() => find(owner.testKey));
    expect(trips.map(({ operation }) => operation).toSorted()).toEqual(['GetItem', 'UpdateItem']);
    expect(sequential(trips)).toBe(1);
  });

  test('obey a limit that changed since the last one', async () => {
    await find(owner.testKey);
    await updateTenant(engine.table, owner.tenant.id, { limits: { orders: 3 } }, byAdmin(now));
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push((await find(owner.testKey)).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2);
    await updateTenant(engine.table, owner.tenant.id, { limits: { orders: 50 } }, byAdmin(now));
    expect(rateOf(await find(owner.testKey))).toMatchObject({ status: 204, limit: '50' });
  });
});
