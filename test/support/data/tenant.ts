import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import { createApiKey } from '../../../shared/tenants/access/api-key.ts';
import type { NewTenant } from '../../../shared/tenants/settings/settings.ts';
import { insertTenant, newTenant, type Tenant } from '../../../shared/tenants/tenant/tenant.ts';

export interface AddedTenant {
  tenant: Tenant;
  testKey: string;
  liveKey: string;
}

/** A stored tenant with a key of each mode. */
export async function addTenant(table: Table, given: Partial<NewTenant> = {}): Promise<AddedTenant> {
  const now = new Date();
  const asked = { name: 'Mi Tienda', country: 'CO', currency: 'COP', ...given };
  const tenant = newTenant(asked, newId('tenant', now), now);
  await insertTenant(table, tenant);
  const keyOf = async (mode: 'live' | 'test') =>
    (await createApiKey(table, tenant.id, { mode, label: null }, now, () => [])).secret;
  return { tenant, testKey: await keyOf('test'), liveKey: await keyOf('live') };
}
