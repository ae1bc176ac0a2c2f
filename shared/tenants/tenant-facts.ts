import type { Item, Key } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { messageCreditKey, tenantKey } from './tenant.ts';
import { whatsappFaultKey } from './voice-agent-fault.ts';

/** Finds one of a tenant's items among those that were read. */
export type TenantFacts = (key: Key) => Item | undefined;

/**
 * What calls and messages are decided on: the tenant's settings, what keeps its services from working, and what it has left of
 * messages, all as they are now. They lie side by side, so that a query reads them for what one of them costs by itself: these
 * reads are what bounds a tenant's orders a second. Its credit of calls lies elsewhere.
 */
export async function loadTenantFacts(table: Table, tenantId: string): Promise<TenantFacts> {
  const { pk } = tenantKey(tenantId);
  const between = [messageCreditKey(tenantId).sk, whatsappFaultKey(tenantId).sk] as const;
  const { items } = await table.query({ pk, between });
  return ({ sk }) => items.find((item) => item.sk === sk);
}
