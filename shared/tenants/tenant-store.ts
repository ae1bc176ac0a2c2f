import type { Key } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import type { Tenant } from './tenant.ts';

export const tenantKey = (tenantId: string): Key => ({ pk: `TENANT#${tenantId}`, sk: 'TENANT' });

/** What is left of a tenant's live calls: `{remaining}`. Stands only while they are limited. */
export const creditKey = (tenantId: string): Key => ({ pk: `TENANT#${tenantId}`, sk: 'CREDIT' });

/** @throws Problem not_found */
export async function loadTenant(_table: Table, _tenantId: string): Promise<Tenant> {
  throw new Error('Not there yet');
}
