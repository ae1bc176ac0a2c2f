import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putRegionRoute } from '../../../functions/platform/regions/region-routes.ts';
import { ADMIN_KEY, startApi, type TestApi } from '../../support/api/api.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let api: TestApi;
let owner: AddedTenant;

beforeAll(async () => {
  api = await startApi();
  owner = await addTenant(api.table);
});

afterAll(() => api.stop());

type Shown = Record<string, unknown>;

const ask = async (request: string, key: string, body?: unknown): Promise<HandlerResponse> =>
  api.ask(request, { key, ...(body !== undefined && { body }) });
const shownAt = async (path: string, key: string): Promise<Shown> =>
  (await ask(`GET ${path}`, key)).body as Shown;

/** The fields that a refusal names as ones that cannot be changed. */
const refusedIn = ({ status, body }: HandlerResponse): unknown => {
  const { error } = body as { error?: { details?: { issues?: { field: string; rule: string }[] } } };
  return [status, error?.details?.issues?.map(({ field, rule }) => `${field} ${rule}`)];
};

describe('what cannot be changed may come back as it was shown, and not otherwise', () => {
  it('in a tenant', async () => {
    const path = `/platform/v1/tenants/${owner.tenant.id}`;
    await ask(`PATCH ${path}`, ADMIN_KEY, { voiceAgent: { url: 'https://agent.example.com/calls' } });
    const shown = await shownAt(path, ADMIN_KEY);
    expect((await ask(`PATCH ${path}`, ADMIN_KEY, shown)).status).toBe(200);
    expect(await shownAt(path, ADMIN_KEY)).toEqual({ ...shown, updatedAt: expect.any(String) });
    // What was read before the last change, with another one.
    const named = await ask(`PATCH ${path}`, owner.liveKey, { ...shown, name: 'Tu Tienda' });
    expect([named.status, named.body]).toMatchObject([200, { name: 'Tu Tienda', country: 'CO' }]);
    const now = await shownAt(path, ADMIN_KEY);
    const others = {
      id: 'tnt_other',
      country: 'MX',
      currency: null,
      createdAt: '2020-01-01T00:00:00.000Z',
      updatedAt: '2999-01-01T00:00:00.000Z',
    };
    const never = { createdAt: '0001-01-01T00:00:00Z', updatedAt: '0001-01-01T00:00:00' };
    expect((await ask(`PATCH ${path}`, ADMIN_KEY, { ...now, ...never })).status).toBe(200);
    for (const [name, value] of Object.entries(others))
      expect(refusedIn(await ask(`PATCH ${path}`, ADMIN_KEY, { ...now, [name]: value }))).toEqual([
        400,
        [`${name} read_only`],
      ]);
    expect(await shownAt(path, ADMIN_KEY)).toEqual({ ...now, updatedAt: expect.any(String) });
  });

  it('in a tenant that comes back whole with a key that may not change all of it', async () => {
    const path = `/platform/v1/tenants/${owner.tenant.id}`;
    const shown = await shownAt(path, ADMIN_KEY);
    const body = { ...shown, talkTimeSeconds: 3 };
    expect((await ask(`PATCH ${path}`, owner.testKey, body)).body).toMatchObject({ talkTimeSeconds: 3 });
    const more = { ...shown, callCredit: 1_000_000 };
    expect((await ask(`PATCH ${path}`, owner.liveKey, more)).status).toBe(403);
    expect((await ask(`PATCH ${path}`, owner.testKey, { ...shown, name: 'Otra' })).status).toBe(403);
    expect((await ask(`PATCH ${path}`, owner.testKey, { name: shown.name })).status).toBe(403);
  });

  it('in a webhook endpoint', async () => {
    const made = await ask('POST /platform/v1/webhook-endpoints', owner.testKey, {
      url: 'https://shop.example.com/hooks',
      events: ['call.outcome_final'],
    });
    const path = `/platform/v1/webhook-endpoints/${(made.body as Shown).id}`;
    const shown = await shownAt(path, owner.testKey);
    const changed = await ask(`PATCH ${path}`, owner.testKey, { ...shown, rateLimit: 5 });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { ...shown, rateLimit: 5, updatedAt: expect.any(String) },
    ]);
    expect((await ask(`PATCH ${path}`, owner.testKey, changed.body)).status).toBe(200);
    const now = await shownAt(path, owner.testKey);
    const others = {
      id: 'whe_other',
      disabledReason: 'gone',
      disabledAt: '2020-01-01T00:00:00.000Z',
      failingSince: '2020-01-01T00:00:00.000Z',
      createdAt: '2020-01-01T00:00:00.000Z',
      updatedAt: 'yesterday',
    };
    for (const [name, value] of Object.entries(others))
      expect(refusedIn(await ask(`PATCH ${path}`, owner.testKey, { ...now, [name]: value }))).toEqual([
        400,
        [`${name} read_only`],
      ]);
    expect(await shownAt(path, owner.testKey)).toEqual(now);
  });

  it('in a region', async () => {
    const path = '/platform/v1/regions/CLO';
    expect((await ask(`PUT ${path}`, ADMIN_KEY, putRegionRoute.bodyExample)).status).toBe(200);
    const shown = await shownAt(path, ADMIN_KEY);
    expect((await ask(`PUT ${path}`, ADMIN_KEY, { ...shown, name: 'Santiago de Cali' })).status).toBe(200);
    const now = await shownAt(path, ADMIN_KEY);
    expect(now).toEqual({ ...shown, name: 'Santiago de Cali', updatedAt: expect.any(String) });
    for (const [name, value] of Object.entries({ code: 'BOG', updatedAt: '2999-01-01T00:00:00.000Z' }))
      expect(refusedIn(await ask(`PUT ${path}`, ADMIN_KEY, { ...now, [name]: value }))).toEqual([
        400,
        [`${name} read_only`],
      ]);
    expect(await shownAt(path, ADMIN_KEY)).toEqual(now);
  });
});
