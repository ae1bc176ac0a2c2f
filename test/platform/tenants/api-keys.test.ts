import { beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../../support/api/api.ts';
import { api, useApi } from '../../support/api/api-setting.ts';
import type { HandlerResponse } from '../../support/api/respond.ts';
import { type AddedTenant, addTenant } from '../../support/data/tenant.ts';

let owner: AddedTenant;

useApi();
beforeAll(async () => {
  owner = await addTenant(api.table);
});

interface Made {
  id: string;
  key: string;
}

const path = (id = owner.tenant.id): string => `/platform/v1/tenants/${id}/api-keys`;

const create = (body: unknown, tenantId?: string, headers = {}): Promise<HandlerResponse> =>
  api.ask(`POST ${path(tenantId)}`, { key: ADMIN_KEY, body, headers });

const works = async (key: string): Promise<number> =>
  (await api.ask('GET /platform/v1/users', { key })).status;

describe('an API key', () => {
  test.each(['live', 'test'] as const)('of %s mode is shown once, and works', async (mode) => {
    const answer = await create({ mode, label: 'shop' });
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^key_/),
        key: expect.stringMatching(new RegExp(`^tk_${mode}_[0-9A-Za-z]{32}$`)),
        mode,
        label: 'shop',
        lastFour: (answer.body as Made).key.slice(-4),
        createdAt: expect.any(String),
      },
    ]);
    expect(await works((answer.body as Made).key)).toBe(200);
  });

  test('is listed without its secret, oldest first', async () => {
    const { tenant } = await addTenant(api.table);
    const { body } = await create({ mode: 'live', label: 'third' }, tenant.id);
    const { key, ...shown } = body as Made;
    const list = await api.ask(`GET ${path(tenant.id)}`, { key: ADMIN_KEY });
    const { apiKeys } = list.body as { apiKeys: object[] };
    expect(list.status).toBe(200);
    expect(apiKeys).toHaveLength(3);
    expect(apiKeys.at(-1)).toEqual(shown);
    expect(JSON.stringify(apiKeys)).not.toContain(key.slice(8, 20));
  });

  test('stops working with the request that revokes it', async () => {
    const { id, key } = (await create({ mode: 'test' })).body as Made;
    expect(await works(key)).toBe(200);
    expect((await api.ask(`DELETE ${path()}/${id}`, { key: ADMIN_KEY })).status).toBe(204);
    expect(await works(key)).toBe(401);
    expect((await api.ask(`DELETE ${path()}/${id}`, { key: ADMIN_KEY })).status).toBe(404);
    const list = await api.ask(`GET ${path()}`, { key: ADMIN_KEY });
    expect(JSON.stringify(list.body)).not.toContain(id);
  });

  test('of another tenant is not revoked under this one', async () => {
    const other = await addTenant(api.table);
    const { id, key } = (await create({ mode: 'test' }, other.tenant.id)).body as Made;
    expect((await api.ask(`DELETE ${path()}/${id}`, { key: ADMIN_KEY })).status).toBe(404);
    expect(await works(key)).toBe(200);
  });

  test('is not made or shown again under the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const { tenant } = await addTenant(api.table);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => create({ mode: 'test' }, tenant.id, headers)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toEqual({
      error: {
        code: 'idempotency_answer_secret',
        message: 'This request was already carried out; its answer held a secret and was not kept',
      },
    });
    const list = await api.ask(`GET ${path(tenant.id)}`, { key: ADMIN_KEY });
    expect((list.body as { apiKeys: object[] }).apiKeys).toHaveLength(3);
  });

  test.each([
    ['mode', {}],
    ['mode', { mode: 'sandbox' }],
    ['label', { mode: 'test', label: {} }],
    ['key', { mode: 'test', key: 'tk_test_mine' }],
  ])('is refused with a wrong %s', async (field, body) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { details: { issues: [{ field }] } } });
  });

  test('needs a tenant that exists', async () => {
    expect((await create({ mode: 'test' }, 'tnt_00000000000000000000000000')).status).toBe(404);
    expect((await create({ mode: 'test' }, 'x')).status).toBe(404);
    expect((await api.ask(`GET ${path('x')}`, { key: ADMIN_KEY })).status).toBe(404);
  });

  test('is one of a hundred at most', async () => {
    const { tenant } = await addTenant(api.table);
    for (let n = 0; n < 14; n++)
      await Promise.all(Array.from({ length: 7 }, () => create({ mode: 'test' }, tenant.id)));
    const answer = await create({ mode: 'test' }, tenant.id);
    expect([answer.status, answer.body]).toEqual([
      409,
      {
        error: {
          code: 'limit_reached',
          message: 'The maximum number of these is reached',
          details: { limit: 100 },
        },
      },
    ]);
    const list = (await api.ask(`GET ${path(tenant.id)}`, { key: ADMIN_KEY })).body as { apiKeys: Made[] };
    expect(list.apiKeys).toHaveLength(100);
    await api.ask(`DELETE ${path(tenant.id)}/${list.apiKeys[0]?.id}`, { key: ADMIN_KEY });
    expect((await create({ mode: 'test' }, tenant.id)).status).toBe(201);
  });

  test('cannot make, list or revoke keys', async () => {
    const key = owner.liveKey;
    expect((await api.ask(`POST ${path()}`, { key, body: { mode: 'live' } })).status).toBe(403);
    expect((await api.ask(`GET ${path()}`, { key })).status).toBe(403);
    expect((await api.ask(`DELETE ${path()}/key_1`, { key })).status).toBe(403);
  });

  test('made while the tenant changes has the new settings', async () => {
    const { tenant } = await addTenant(api.table);
    const limits = { limits: { platform: 7 } };
    const [, ...made] = await Promise.all([
      api.ask(`PATCH /platform/v1/tenants/${tenant.id}`, { key: ADMIN_KEY, body: limits }),
      ...Array.from({ length: 5 }, () => create({ mode: 'test' }, tenant.id)),
    ]);
    for (const { status, body } of made) {
      expect(status).toBe(201);
      const answer = await api.ask('GET /platform/v1/users', { key: (body as Made).key });
      expect(answer.headers['ratelimit-limit']).toBe('7');
    }
  });
});
