import { TransactionRefused } from '../dynamo/errors.ts';
import { absent, present, versionIs, type Write } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import { isId, newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { Scope } from '../tenants/scope.ts';
import {
  credentialFromItem,
  credentialKey,
  credentialToItem,
  hashToken,
  hookFromItem,
  hookKey,
  hookToItem,
  type IntakeCredential,
  type IntakeHook,
  isToken,
  newToken,
} from './hook.ts';

export interface MadeIntakeHook {
  hook: IntakeHook;
  /** Stored nowhere. */
  token: string;
}

/** @param receiptFor what to store with it, for the answer that shows the token */
export async function createIntakeHook(
  table: Table,
  { tenantId, mode }: Scope,
  source: string | undefined,
  now: Date,
  receiptFor: (made: MadeIntakeHook) => readonly Write[],
): Promise<MadeIntakeHook> {
  const token = newToken();
  const id = newId('intakeHook', now);
  const hook: IntakeHook = {
    id,
    tenantId,
    mode,
    // Two sites may give different orders the same id: each hook is a source of its own unless it is told otherwise.
    source: source ?? `intake-${id.slice(-8)}`,
    hash: hashToken(token),
    createdAt: now.toISOString(),
    version: 1,
  };
  const made = { hook, token };
  await table.transact([
    { put: hookToItem(hook), if: absent },
    { put: credentialToItem(hook), if: absent },
    ...receiptFor(made),
  ]);
  return made;
}

/**
 * Gives a hook another token; the old one is refused from the very next request on.
 * @throws Problem not_found, or conflict when another regeneration was faster
 */
export async function regenerateIntakeHook(
  table: Table,
  scope: Scope,
  hookId: string,
  receiptFor: (made: MadeIntakeHook) => readonly Write[],
): Promise<MadeIntakeHook> {
  const item = isId('intakeHook', hookId) ? await table.get(hookKey(scope, hookId)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  const before = hookFromItem(item);
  const token = newToken();
  const hook: IntakeHook = { ...before, hash: hashToken(token), version: before.version + 1 };
  const made = { hook, token };
  try {
    await table.transact([
      { put: hookToItem(hook), if: versionIs(before.version) },
      { delete: credentialKey(before.hash), if: present },
      { put: credentialToItem(hook), if: absent },
      ...receiptFor(made),
    ]);
    return made;
  } catch (cause) {
    const overtaken = cause instanceof TransactionRefused && cause.failures.some(({ index }) => index < 2);
    throw overtaken ? new Problem('conflict', {}, { cause }) : cause;
  }
}

/** Whose hook a token opens. @throws Problem not_found */
export async function openHook(table: Table, token: string): Promise<IntakeCredential> {
  const item = isToken(token) ? await table.get(credentialKey(hashToken(token))) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return credentialFromItem(item);
}
