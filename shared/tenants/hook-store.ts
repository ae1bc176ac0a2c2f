import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import { absent, present, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId, newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import {
  HOOK_PREFIX,
  hashToken,
  hookCredentialFromItem,
  hookCredentialKey,
  hookCredentialToItem,
  hookFromItem,
  hookKey,
  hooksPartition,
  hookToItem,
  type IntakeCredential,
  type IntakeHook,
  isToken,
  newToken,
} from './hook.ts';
import { countDown, countUp, MOST_INTAKE_HOOKS, startCounting } from './hook-count.ts';

export interface MadeIntakeHook {
  hook: IntakeHook;
  /** Stored nowhere. */
  token: string;
}

/**
 * @param receiptFor what to store with it, for the answer that shows the token
 * @throws Problem limit_reached when there are as many as there may be
 */
export async function insertIntakeHook(
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
  const writes: Write[] = [
    countUp(hook),
    { put: hookToItem(hook), if: absent },
    { put: hookCredentialToItem(hook), if: absent },
    ...receiptFor(made),
  ];
  for (;;)
    try {
      await table.transact(writes);
      return made;
    } catch (cause) {
      const count = refusedCount(cause);
      if (count === undefined) throw cause;
      if (count.item) throw new Problem('limit_reached', { limit: MOST_INTAKE_HOOKS }, { cause });
      await startCounting(table, hook);
    }
}

/** That a transaction was refused by the count, its first write: full, or without an item when it was never started. */
const refusedCount = (thrown: unknown): TransactionRefused['failures'][number] | undefined =>
  thrown instanceof TransactionRefused ? thrown.failures.find(({ index }) => index === 0) : undefined;

/** Every hook of a tenant's mode, oldest first; their number is bounded. */
export async function loadHooks(table: Table, scope: Scope): Promise<IntakeHook[]> {
  const hooks: IntakeHook[] = [];
  for await (const item of table.all({ pk: hooksPartition(scope), prefix: HOOK_PREFIX }))
    hooks.push(hookFromItem(item));
  return hooks;
}

/** Regenerations that may come between before the caller hears of it. */
const ATTEMPTS = 5;

/**
 * Takes a hook back with its URL, which is refused from the very next request on; the orders that came in through it stay.
 * @throws Problem not_found, or conflict when it is regenerated again and again meanwhile
 */
export async function deleteIntakeHook(table: Table, scope: Scope, hookId: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const hook = await requireHook(table, scope, hookId);
    try {
      await table.transact([
        countDown(scope),
        { delete: hookKey(scope, hookId), if: versionIs(hook.version) },
        { delete: hookCredentialKey(hook.hash) },
      ]);
      return;
    } catch (cause) {
      if (!(cause instanceof TransactionRefused)) throw cause;
      if (refusedCount(cause)) await startCounting(table, scope);
      if (attempt === ATTEMPTS) throw new Problem('conflict', {}, { cause });
    }
  }
}

/** @throws Problem not_found */
async function requireHook(table: Table, scope: Scope, hookId: string): Promise<IntakeHook> {
  const item = isId('intakeHook', hookId) ? await table.get(hookKey(scope, hookId)) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return hookFromItem(item);
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
  const before = await requireHook(table, scope, hookId);
  const token = newToken();
  const hook: IntakeHook = { ...before, hash: hashToken(token), version: before.version + 1 };
  const made = { hook, token };
  try {
    await table.transact([
      { put: hookToItem(hook), if: versionIs(before.version) },
      { delete: hookCredentialKey(before.hash), if: present },
      { put: hookCredentialToItem(hook), if: absent },
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
  const item = isToken(token) ? await table.get(hookCredentialKey(hashToken(token))) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return hookCredentialFromItem(item);
}
