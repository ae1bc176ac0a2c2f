import type { Key, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import type { TenantChanges } from '../settings/settings.ts';
import {
  type Credits,
  creditKey,
  messageCreditKey,
  remainingOf,
  type Tenant,
  tenantFromItem,
  tenantKey,
} from './tenant.ts';
import { loadTenantFacts } from './tenant-facts.ts';
import {
  faultFromItem,
  type VoiceAgentFault,
  voiceAgentFaultKey,
  whatsappFaultKey,
} from './voice-agent-fault.ts';

/** A tenant with its credits and faults, which change apart from its settings. */
export interface TenantDetails extends Credits {
  tenant: Tenant;
  /** The fault that keeps its provider from making calls. */
  fault: VoiceAgentFault | null;
  /** The fault that keeps its service from sending chat messages. */
  whatsappFault: VoiceAgentFault | null;
}

/** @throws Problem not_found */
export async function loadTenantDetails(table: Table, tenantId: string): Promise<TenantDetails> {
  if (!isId('tenant', tenantId)) throw new Problem('not_found');
  const [credit, at] = await Promise.all([table.get(creditKey(tenantId)), loadTenantFacts(table, tenantId)]);
  const tenant = at(tenantKey(tenantId));
  if (tenant === undefined) throw new Problem('not_found');
  const faultAt = (key: Key): VoiceAgentFault | null => {
    const fault = at(key);
    return fault ? faultFromItem(fault) : null;
  };
  return {
    tenant: tenantFromItem(tenant),
    credit: remainingOf(credit),
    messageCredit: remainingOf(at(messageCreditKey(tenantId))),
    fault: faultAt(voiceAgentFaultKey(tenantId)),
    whatsappFault: faultAt(whatsappFaultKey(tenantId)),
  };
}

/** Sets the credits that a change names; null lifts a limit. */
export const creditWrites = (
  tenantId: string,
  { callCredit, messageCredit }: Pick<TenantChanges, 'callCredit' | 'messageCredit'>,
): Write[] => [
  ...creditWrite(creditKey(tenantId), callCredit),
  ...creditWrite(messageCreditKey(tenantId), messageCredit),
];

function creditWrite(key: Key, credit: number | null | undefined): Write[] {
  if (credit === undefined) return [];
  return [credit === null ? { delete: key } : { put: { ...key, entity: 'credit', remaining: credit } }];
}
