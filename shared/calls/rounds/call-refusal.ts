import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import { isOptedOut } from '../../tenants/opt-outs.ts';
import {
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from '../../tenants/tenant/tenant.ts';
import { loadCallCredit, loadTenantFacts } from '../../tenants/tenant/tenant-facts.ts';
import { channelsOf, type LiveCalls } from '../call/channels.ts';

/** Why no round of calls to a number can start, as a trigger is refused. */
export const callRefusals = ['phone_opted_out', 'credit_exhausted', 'voice_agent_missing'] as const;
export type CallRefusal = (typeof callRefusals)[number];

/**
 * What a call that confirms an order would be refused for now; null when it would not.
 * @param phone E.164
 * @throws Problem not_found
 */
export async function loadCallRefusal(
  table: Table,
  scope: Scope,
  phone: string,
  liveCalls: LiveCalls,
): Promise<{ tenant: Tenant; refusal: CallRefusal | null }> {
  const { tenantId, mode } = scope;
  const [optedOut, factAt, credit] = await Promise.all([
    isOptedOut(table, scope, phone),
    loadTenantFacts(table, tenantId),
    loadCallCredit(table, scope),
  ]);
  const found = factAt(tenantKey(tenantId));
  if (found === undefined) throw new Problem('not_found');
  const tenant = tenantFromItem(found);
  if (optedOut) return { tenant, refusal: 'phone_opted_out' };
  const messageCredit = remainingOf(factAt(messageCreditKey(tenantId)));
  const channels = channelsOf('confirmation', { mode, tenant, credit, messageCredit }, liveCalls);
  return { tenant, refusal: 'obstacle' in channels ? channels.obstacle : null };
}
