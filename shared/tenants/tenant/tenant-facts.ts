import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { remember } from '../../base/async/remember.ts';
import type { Scope } from '../../base/scope.ts';
import { creditKey, messageCreditKey, remainingOf, tenantKey } from './tenant.ts';
import { whatsappFaultKey } from './voice-agent-fault.ts';

/** Finds one of a tenant's items among those that were read. */
export type TenantFacts = (key: Key) => Item | undefined;

/** What the facts are read with. */
export interface FactsServices {
  table: Table;
  /** As read for a batch of messages, after all of them had come; without it they are read each time. */
  factsOf?: (tenantId: string) => Promise<TenantFacts>;
}

/**
 * The state of a tenant on which calls and messages are decided: its settings, the faults of its services and its credit of
 * messages, all current. They are stored next to each other, so that one query reads them for the cost of one item: these reads
 * bound a tenant's orders a second. Its credit of calls is stored elsewhere.
 * @param eventually reads eventually consistently, for half the cost
 */
export async function loadTenantFacts(
  table: Table,
  tenantId: string,
  { eventually = false } = {},
): Promise<TenantFacts> {
  const { pk } = tenantKey(tenantId);
  const between = [messageCreditKey(tenantId).sk, whatsappFaultKey(tenantId).sk] as const;
  const { items } = await table.query({ pk, between, eventually });
  return ({ sk }) => items.find((item) => item.sk === sk);
}

/**
 * Reads the facts of a tenant once for all messages of a batch, strongly: whatever changed before one of them was sent, changed
 * before the batch came.
 */
export function factsOfBatches(table: Table) {
  const known = remember(({ tenantId }: OfBatch) => loadTenantFacts(table, tenantId), {
    keyOf: ({ batch, tenantId }) => `${batch} ${tenantId}`,
    most: 100,
  });
  return (batch: string): Required<FactsServices>['factsOf'] =>
    (tenantId) =>
      known({ batch, tenantId });
}

interface OfBatch {
  batch: string;
  tenantId: string;
}

/**
 * Live calls left to a tenant; undefined where they are not limited, as those of tests never are. A moment late, for half the
 * units: calls that are already on their way when none are left are made anyway. A credit that seems used up is read again,
 * consistently, so that a tenant who was just given more is not refused.
 */
export async function loadCallCredit(table: Table, { tenantId, mode }: Scope): Promise<number | undefined> {
  if (mode === 'test') return undefined;
  const key = creditKey(tenantId);
  const left = remainingOf(await table.get(key, { eventually: true }));
  return left !== undefined && left <= 0 ? remainingOf(await table.get(key)) : left;
}
