import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import { type Item, type Key, present, type Write } from '../adapters/dynamo/expressions.ts';
import type { StoredList } from '../adapters/dynamo/query.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { subscriberOf } from '../phones/subscriber.ts';

/** A customer who does not want to be called. */
export interface OptOut {
  /** E.164. */
  phone: string;
  reason: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/** The partition that holds all opted-out phones of a tenant's mode. */
const optOutsPartition = (scope: Scope): string => `OPTOUT#${scopeKey(scope)}`;

/** The item of a customer who must not be called, independent of the number's notation. `phone` is E.164. */
export function optOutKey(scope: Scope, phone: string): Key {
  return { pk: optOutsPartition(scope), sk: subscriberOf(phone) };
}

/**
 * @param eventually for half the units, where the dial checks again: an opt-out of the last moment may be missing. A customer
 *   who seems opted out is read again, consistently.
 */
export async function isOptedOut(
  table: Table,
  scope: Scope,
  phone: string,
  { eventually = false } = {},
): Promise<boolean> {
  const key = optOutKey(scope, phone);
  if (eventually && (await table.get(key, { eventually })) === undefined) return false;
  return (await table.get(key)) !== undefined;
}

const optOutToItem = (scope: Scope, optOut: OptOut): Item => ({
  ...optOutKey(scope, optOut.phone),
  entity: 'opt-out',
  ...optOut,
});

/** All opt-outs of a tenant's mode, by phone. */
export const optOutsList = (scope: Scope): StoredList<OptOut> => ({
  pk: optOutsPartition(scope),
  fromItem: optOutFromItem,
});

function optOutFromItem({ phone, reason, createdAt }: Item): OptOut {
  return {
    phone: String(phone),
    reason: typeof reason === 'string' ? reason : null,
    createdAt: String(createdAt),
  };
}

/** Stores an opt-out, whether or not there is one. @param extraWrites what is stored with it */
export const putOptOut = (
  table: Table,
  scope: Scope,
  optOut: OptOut,
  extraWrites: readonly Write[],
): Promise<void> => table.transact([{ put: optOutToItem(scope, optOut) }, ...extraWrites]);

/** Lets a customer be called again. @param phone E.164 @throws Problem not_found */
export async function deleteOptOut(table: Table, scope: Scope, phone: string): Promise<void> {
  try {
    await table.transact([{ delete: optOutKey(scope, phone), if: present }]);
  } catch (cause) {
    if (cause instanceof TransactionRefused) throw new Problem('not_found', {}, { cause });
    throw cause;
  }
}
