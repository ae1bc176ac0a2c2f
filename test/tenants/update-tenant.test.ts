import { describe, expect, test } from 'vitest';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import {
  apiKeyCredentialKey,
  createApiKey,
  hashApiKeySecret,
  listApiKeys,
  revokeApiKey,
} from '../../shared/tenants/access/api-key.ts';
import { loadTenant } from '../../shared/tenants/tenant/tenant.ts';
import { updateTenant } from '../../shared/tenants/update-tenant.ts';
import { byAdmin } from '../support/data/cipher.ts';
import { addTenant } from '../support/data/tenant.ts';
import { engine, useTable } from '../support/table/setting.ts';

useTable();

const admin = () => byAdmin();

const copyOf = async (secret: string): Promise<unknown> => {
  const item = await engine.table.get(apiKeyCredentialKey(hashApiKeySecret(secret)));
  return item && { limit: item.limit_platform, timeZone: item.timeZone, version: item.tenantVersion };
};

/** The table of a process that is killed after this many writes to keys. */
function dyingAfter(writes: number): Table {
  let left = writes;
  return {
    ...engine.table,
    update: (key, changes, condition) =>
      left-- > 0 ? engine.table.update(key, changes, condition) : Promise.reject(new Error('killed')),
  };
}

describe('a change of what keys hold a copy of', () => {
  test('reaches every key of the tenant and none of another', async () => {
    const { tenant, testKey, liveKey } = await addTenant(engine.table);
    const other = await addTenant(engine.table);
    const changes = { limits: { platform: 7 }, timeZone: 'America/Lima' };
    await updateTenant(engine.table, tenant.id, changes, admin());
    const changed = { limit: 7, timeZone: 'America/Lima', version: 2 };
    expect(await copyOf(testKey)).toEqual(changed);
    expect(await copyOf(liveKey)).toEqual(changed);
    expect(await copyOf(other.testKey)).toMatchObject({ limit: undefined, timeZone: 'America/Bogota' });
  });

  test.each([0, 1])('that died after %i keys is completed by repeating it', async (writes) => {
    const { tenant, testKey, liveKey } = await addTenant(engine.table);
    const changes = { limits: { platform: 7 } };
    await expect(updateTenant(dyingAfter(writes), tenant.id, changes, admin())).rejects.toThrow('killed');
    expect((await loadTenant(engine.table, tenant.id)).limits).toEqual({ platform: 7 });
    await updateTenant(engine.table, tenant.id, changes, admin());
    expect([await copyOf(testKey), await copyOf(liveKey)]).toMatchObject([{ limit: 7 }, { limit: 7 }]);
  });

  test('that comes late does not undo a later one', async () => {
    const { tenant, testKey } = await addTenant(engine.table);
    let overtaken = false;
    const late: Table = {
      ...engine.table,
      async update(key, changes, condition) {
        if (!overtaken) {
          overtaken = true;
          await updateTenant(engine.table, tenant.id, { limits: { platform: 9 } }, admin());
        }
        return engine.table.update(key, changes, condition);
      },
    };
    await updateTenant(late, tenant.id, { limits: { platform: 7 } }, admin());
    expect(await copyOf(testKey)).toMatchObject({ limit: 9, version: 3 });
    expect((await loadTenant(engine.table, tenant.id)).limits).toEqual({ platform: 9 });
  });

  test('does not bring back a key that was revoked meanwhile', async () => {
    const { tenant, testKey } = await addTenant(engine.table);
    const late: Table = {
      ...engine.table,
      async update(key, changes, condition) {
        await engine.table.delete(apiKeyCredentialKey(hashApiKeySecret(testKey)));
        return engine.table.update(key, changes, condition);
      },
    };
    await updateTenant(late, tenant.id, { limits: { platform: 7 } }, admin());
    expect(await copyOf(testKey)).toBeUndefined();
  });
});

describe('a revocation', () => {
  test('that died half way has revoked, and can be repeated', async () => {
    const { tenant } = await addTenant(engine.table);
    const asked = { mode: 'test', label: null } as const;
    const { key, secret } = await createApiKey(engine.table, tenant.id, asked, new Date(), () => []);
    const dying = { ...engine.table, transact: () => Promise.reject(new Error('killed')) };
    await expect(revokeApiKey(dying, tenant.id, key.id)).rejects.toThrow('killed');
    expect(await copyOf(secret)).toBeUndefined();
    await revokeApiKey(engine.table, tenant.id, key.id);
    expect((await listApiKeys(engine.table, tenant.id)).map(({ id }) => id)).not.toContain(key.id);
  });

  test('at the same time as the same one counts once', async () => {
    const { tenant } = await addTenant(engine.table);
    const [key] = await listApiKeys(engine.table, tenant.id);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        revokeApiKey(engine.table, tenant.id, key?.id ?? '').catch(() => undefined),
      ),
    );
    expect(await engine.table.get({ pk: `TENANT#${tenant.id}`, sk: 'APIKEYS' })).toMatchObject({ count: 1 });
  });
});
