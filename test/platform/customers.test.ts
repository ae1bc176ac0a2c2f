import { beforeAll, describe, expect, test } from 'vitest';
import { optOutKey } from '../../shared/tenants/opt-outs.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { type AddedTenant, addTenant } from '../support/data/tenant.ts';

let owner: AddedTenant;

useApi();
beforeAll(async () => {
  owner = await addTenant(api.table);
});

interface UserPage {
  users: { id: string; name: string }[];
  nextCursor: string | null;
}

describe('a user', () => {
  test('is stored with the phone in E.164', async () => {
    const key = owner.testKey;
    const answer = await api.ask('POST /platform/v1/users', {
      key,
      body: { name: ' Ana Gómez ', phone: '300 123 4567' },
    });
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^usr_/),
        name: 'Ana Gómez',
        phone: '+573001234567',
        createdAt: expect.any(String),
      },
    ]);
    const list = await api.ask('GET /platform/v1/users', { key });
    expect(list.body).toEqual({ users: [answer.body], nextCursor: null });
    expect((await api.ask('GET /platform/v1/users', { key: owner.liveKey })).body).toEqual({
      users: [],
      nextCursor: null,
    });
  });

  test('needs a phone that exists, if any', async () => {
    const answer = await api.ask('POST /platform/v1/users', {
      key: owner.testKey,
      body: { name: 'Ana', phone: '12' },
    });
    expect([answer.status, answer.body]).toEqual([
      400,
      {
        error: {
          code: 'invalid_phone',
          message: 'The phone number is not valid: phone',
          details: { field: 'phone' },
        },
      },
    ]);
  });

  test('is listed page by page, newest first', async () => {
    const { testKey: key } = await addTenant(api.table);
    for (const name of ['1', '2', '3', '4', '5'])
      await api.ask('POST /platform/v1/users', { key, body: { name } });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await api.ask(`GET /platform/v1/users?limit=2${after}`, { key });
      const page = body as UserPage;
      expect(page.users.length).toBeLessThanOrEqual(2);
      names.push(...page.users.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['5', '4', '3', '2', '1']);
  });

  test.each(['limit=0', 'limit=101', 'limit=ten', 'limit=1.5', 'cursor=*', 'page=2'])(
    'is not listed with a wrong %s',
    async (query) => {
      const answer = await api.ask(`GET /platform/v1/users?${query}`, { key: owner.testKey });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({
        error: { details: { issues: [{ field: query.split('=')[0] }] } },
      });
    },
  );

  test('is added by a tenant’s key, not by the admin’s', async () => {
    expect((await api.ask('GET /platform/v1/users', { key: 'admin-key-of-the-tests' })).status).toBe(401);
  });
});

describe('an opt-out', () => {
  test('is where a call looks for it, until it is deleted', async () => {
    const key = owner.liveKey;
    const body = { phone: '300 765 4321', reason: 'asked on WhatsApp' };
    const answer = await api.ask('POST /platform/v1/opt-outs', { key, body });
    const optOut = { phone: '+573007654321', reason: 'asked on WhatsApp', createdAt: expect.any(String) };
    expect([answer.status, answer.body]).toEqual([201, optOut]);
    const place = optOutKey({ tenantId: owner.tenant.id, mode: 'live' }, '+573007654321');
    expect(await api.table.get(place)).toMatchObject({ phone: '+573007654321' });
    expect((await api.ask('GET /platform/v1/opt-outs', { key })).body).toEqual({
      optOuts: [optOut],
      nextCursor: null,
    });
    const other = await api.ask('GET /platform/v1/opt-outs', { key: owner.testKey });
    expect(other.body).toEqual({ optOuts: [], nextCursor: null });
    const removed = await api.ask('DELETE /platform/v1/opt-outs/%2B573007654321', { key });
    expect([removed.status, removed.body]).toEqual([204, undefined]);
    expect(await api.table.get(place)).toBeUndefined();
    expect((await api.ask('DELETE /platform/v1/opt-outs/3007654321', { key })).status).toBe(404);
  });

  test('needs a phone', async () => {
    const key = owner.testKey;
    expect((await api.ask('POST /platform/v1/opt-outs', { key, body: {} })).status).toBe(400);
    expect((await api.ask('POST /platform/v1/opt-outs', { key, body: { phone: 'none' } })).status).toBe(400);
    expect((await api.ask('DELETE /platform/v1/opt-outs/none', { key })).status).toBe(400);
  });
});
