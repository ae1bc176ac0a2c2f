import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { type IntakeCredential, openHook } from '../tenants/access/hook.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../tenants/tenant/tenant.ts';
import { countIntake, trafficKey } from './traffic.ts';

/** A request that was admitted. */
export interface IntakeAdmission {
  credential: IntakeCredential;
  tenant: Tenant;
}

/**
 * Lets a request in by the token of its URL and counts it against the second of its tenant and mode.
 * @throws Problem not_found, rate_limited
 */
export async function admitIntake(table: Table, token: string, now: Date): Promise<IntakeAdmission> {
  const credential = await openHook(table, token);
  const { tenantId } = credential;
  const counter = trafficKey(credential);
  const items = await table.batchGet([tenantKey(tenantId), counter]);
  const found = items.find(({ sk }) => sk === tenantKey(tenantId).sk);
  if (found === undefined) throw new Problem('not_found');
  const tenant = tenantFromItem(found);
  const traffic = items.find(({ sk }) => sk === counter.sk);
  await countIntake(table, credential, traffic, now, tenant.limits.intake);
  return { credential, tenant };
}
