import { entityFromItem } from '../adapters/dynamo/entity.ts';
import { absent, type Item, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import { RETENTION_DAYS } from './retention.ts';
import { MAX_DIALS_PER_DAY, noDeliveryTerms, noOwnWords, type Tenant } from './tenant.ts';

const tenantPartition = (tenantId: string): string => `TENANT#${tenantId}`;

export const tenantKey = (tenantId: string): Key => ({ pk: tenantPartition(tenantId), sk: 'TENANT' });

/** What is left of a tenant's live calls: `{remaining}`. Stands only while they are limited. */
export const creditKey = (tenantId: string): Key => ({ pk: tenantPartition(tenantId), sk: 'CREDIT' });

export const tenantToItem = (tenant: Tenant): Item => ({
  ...tenantKey(tenant.id),
  entity: 'tenant',
  ...tenant,
});

export function tenantFromItem(item: Item): Tenant {
  const webhookRetentionDays = retentionDaysOf(item);
  const callPolicy = {
    maxDialsPerDay: MAX_DIALS_PER_DAY,
    ...(item.callPolicy as Omit<Tenant['callPolicy'], 'maxDialsPerDay'>),
  };
  return {
    ...noDeliveryTerms,
    ...noOwnWords,
    ...entityFromItem<Tenant>(item),
    callPolicy,
    webhookRetentionDays,
  };
}

/** How many days the webhook deliveries of the tenant are kept that this item holds; not every one always said so. */
export const retentionDaysOf = (item: Item | undefined): number =>
  Number(item?.webhookRetentionDays ?? RETENTION_DAYS.usual);

export async function loadRetentionDays(table: Table, tenantId: string): Promise<number> {
  return retentionDaysOf(await table.get(tenantKey(tenantId), { eventually: true }));
}

/** A tenant and its live calls left; undefined when they are not limited. */
export interface TenantAccount {
  tenant: Tenant;
  credit: number | undefined;
}

/** @throws Problem not_found */
export async function loadAccount(table: Table, tenantId: string): Promise<TenantAccount> {
  if (!isId('tenant', tenantId)) throw new Problem('not_found');
  const items = await table.batchGet([tenantKey(tenantId), creditKey(tenantId)]);
  const tenant = items.find(({ sk }) => sk === 'TENANT');
  if (tenant === undefined) throw new Problem('not_found');
  const remaining = items.find(({ sk }) => sk === 'CREDIT')?.remaining;
  return { tenant: tenantFromItem(tenant), credit: remaining === undefined ? undefined : Number(remaining) };
}

/** @throws Problem not_found */
export async function loadTenant(table: Table, tenantId: string): Promise<Tenant> {
  const item = isId('tenant', tenantId) ? await table.get(tenantKey(tenantId)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return tenantFromItem(item);
}

export const insertTenant = (tenant: Tenant): Write => ({ put: tenantToItem(tenant), if: absent });

/** @param credit null lifts the limit; undefined leaves it as it is */
export function replaceTenant(
  before: Tenant,
  after: Tenant,
  credit: number | null | undefined,
): readonly Write[] {
  const writes: Write[] = [{ put: tenantToItem(after), if: versionIs(before.version) }];
  const key = creditKey(after.id);
  if (credit === null) writes.push({ delete: key });
  else if (credit !== undefined) writes.push({ put: { ...key, entity: 'credit', remaining: credit } });
  return writes;
}
