import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import {
  type Credits,
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from '../../tenants/tenant/tenant.ts';
import { loadCallCredit, loadTenantFacts } from '../../tenants/tenant/tenant-facts.ts';

/** What a tenant calls and writes with. */
export interface CallTerms extends Credits {
  tenant: Tenant;
}

/** One round trip. @throws Problem unauthenticated when there is no such tenant */
export async function loadCallTerms(table: Table, scope: Scope): Promise<CallTerms> {
  const { tenantId } = scope;
  const [factAt, credit] = await Promise.all([
    loadTenantFacts(table, tenantId),
    loadCallCredit(table, scope),
  ]);
  const tenant = factAt(tenantKey(tenantId));
  if (tenant === undefined) throw new Problem('unauthenticated');
  return {
    tenant: tenantFromItem(tenant),
    credit,
    messageCredit: remainingOf(factAt(messageCreditKey(tenantId))),
  };
}
