import type { Table } from '../../adapters/dynamo/table.ts';
import { TENANTS, type Tenant, tenantFromItem, tenantKey } from './tenant.ts';

/** A page of all tenants, newest first. @param after the last id of the previous page */
export async function listTenants(
  table: Table,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ tenants: Tenant[]; next: string | undefined }> {
  const start = after === undefined ? undefined : { ...tenantKey(after), listPk: TENANTS, listSk: after };
  const { items, next } = await table.query({
    pk: TENANTS,
    index: 'list',
    newestFirst: true,
    limit,
    ...(start && { after: start }),
  });
  const found = await table.batchGet(items.map(({ pk, sk }) => ({ pk, sk })));
  const tenants = found.map(tenantFromItem).sort((a, b) => (a.id > b.id ? -1 : 1));
  return { tenants, next: next?.listSk };
}
