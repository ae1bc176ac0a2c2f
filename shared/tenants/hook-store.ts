import { decideAndStore, fewConflicts } from '../adapters/dynamo/decide-and-store.ts';
import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import { absent, present, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { systemClock } from '../base/clock.ts';
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
import { countDown, countUp, HOOK_COUNT, MOST_INTAKE_HOOKS, startCounting } from './hook-count.ts';

export interface MadeIntakeHook {
  hook: IntakeHook;
  /** Stored nowhere. */
  token: string;
}

/**
 * @param receiptFor what to store with it, for the answer that shows the token
 * @throws Problem limit_reached when there are as many as there may be
 */
export function insertIntakeHook(
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
    // Two sites may give different orders the same id, so each hook is a source of its own by default.
    source: source ?? `intake-${id.slice(-8)}`,
    hash: hashToken(token),
    createdAt: now.toISOString(),
    version: 1,
  };
  const made = { hook, token };
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => made,
      decide: () => ({
        answer: made,
        writes: [
          countUp(hook),
          { put: hookToItem(hook), if: absent },
          { put: hookCredentialToItem(hook), if: absent },
        ],
        receipt: receiptFor(made),
      }),
      async refused(cause) {
        const count = cause.failed(HOOK_COUNT);
        if (count === undefined) return cause;
        if (count.item) return new Problem('limit_reached', { limit: MOST_INTAKE_HOOKS }, { cause });
        await startCounting(table, hook);
        return undefined;
      },
    },
  );
}

/** Every hook of a tenant's mode, oldest first; their number is bounded. */
export async function loadHooks(table: Table, scope: Scope): Promise<IntakeHook[]> {
  const hooks: IntakeHook[] = [];
  for await (const item of table.all({ pk: hooksPartition(scope), prefix: HOOK_PREFIX }))
    hooks.push(hookFromItem(item));
  return hooks;
}

/**
 * Takes a hook back with its URL, which is refused from the very next request on; the orders that came in through it stay.
 * @throws Problem not_found, or conflict when it is regenerated again and again meanwhile
 */
export function deleteIntakeHook(table: Table, scope: Scope, hookId: string): Promise<void> {
  return decideAndStore(
    { table, clock: systemClock },
    {
      load: () => requireHook(table, scope, hookId),
      decide: (hook) => ({
        answer: undefined,
        writes: [
          countDown(scope),
          { delete: hookKey(scope, hookId), if: versionIs(hook.version) },
          { delete: hookCredentialKey(hook.hash) },
        ],
      }),
      async refused(refusal) {
        if (refusal.failed(HOOK_COUNT)) await startCounting(table, scope);
      },
      patience: fewConflicts,
    },
  );
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
      { put: hookToItem(hook), if: versionIs(before.version), name: 'hook' },
      { delete: hookCredentialKey(before.hash), if: present, name: 'credential' },
      { put: hookCredentialToItem(hook), if: absent },
      ...receiptFor(made),
    ]);
    return made;
  } catch (cause) {
    const overtaken =
      cause instanceof TransactionRefused && (cause.failed('hook') ?? cause.failed('credential'));
    throw overtaken ? new Problem('conflict', {}, { cause }) : cause;
  }
}

/** Whose hook a token opens. @throws Problem not_found */
export async function openHook(table: Table, token: string): Promise<IntakeCredential> {
  const item = isToken(token) ? await table.get(hookCredentialKey(hashToken(token))) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return hookCredentialFromItem(item);
}
