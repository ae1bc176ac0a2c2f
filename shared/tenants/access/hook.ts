import { createHash, randomBytes } from 'node:crypto';
import { decideAndStore, failAfterFewConflicts } from '../../adapters/dynamo/decide-and-store.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import {
  absent,
  type Condition,
  type Item,
  type Key,
  present,
  versionIs,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { systemClock } from '../../base/clock.ts';
import { isId, newId } from '../../base/ids.ts';
import { Problem } from '../../base/problem.ts';
import { type Mode, type Scope, scopeKey } from '../../base/scope.ts';

/** A secret URL to which a merchant's site posts its orders. */
export interface IntakeHook extends Scope {
  /** `ihk_…` */
  id: string;
  /** Of the orders that come in; the ids that the site gives them are unique in it. */
  source: string;
  /** SHA-256 of the URL's token, in hexadecimal. The token itself is not stored. */
  hash: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** Grows with every new token. */
  version: number;
}

/** The item by which a token is looked up. */
export interface IntakeCredential extends Scope {
  hookId: string;
  source: string;
}

/** 192 bits, as 32 characters that need no escaping in a URL. */
const newToken = (): string => randomBytes(24).toString('base64url');

/** Whether a text has the form of a token. */
const isToken = (text: string): boolean => /^[\w-]{32}$/.test(text);

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Where orders are posted: the base of the API's URL, and the token. */
export const hookUrl = (publicUrl: string, token: string): string => `${publicUrl}/hooks/catch/${token}`;

/** The partition that holds all hooks of a tenant's mode. */
const hooksPartition = (scope: Scope): string => `HOOKS#${scopeKey(scope)}`;

/** The prefix of their sort keys. */
const HOOK_PREFIX = 'ihk_';

const hookKey = (scope: Scope, hookId: string): Key => ({ pk: hooksPartition(scope), sk: hookId });

const hookCredentialKey = (hash: string): Key => ({ pk: `HOOK#${hash}`, sk: 'HOOK' });

const hookToItem = (hook: IntakeHook): Item => ({
  ...hookKey(hook, hook.id),
  entity: 'intake-hook',
  ...hook,
});

const hookFromItem = (item: Item): IntakeHook => entityFromItem(item);

const hookCredentialToItem = ({ id, tenantId, mode, source, hash }: IntakeHook): Item => ({
  ...hookCredentialKey(hash),
  entity: 'intake-credential',
  hookId: id,
  tenantId,
  mode,
  source,
});

const hookCredentialFromItem = ({ hookId, tenantId, mode, source }: Item): IntakeCredential => ({
  hookId: String(hookId),
  tenantId: String(tenantId),
  mode: mode as Mode,
  source: String(source),
});

/** Hooks of a tenant's mode: a shop has a few sites; a client that makes one for each order should get an error. */
const MAX_INTAKE_HOOKS = 100;

const countKey = (scope: Scope): Key => ({ pk: hooksPartition(scope), sk: 'COUNT' });

/** The write that counts; refused without an item where they were never counted. */
const HOOK_COUNT = 'hookCount';

/** One more in a transaction, refused at the maximum, or when they were never counted. */
const incrementHookCount = (scope: Scope): Write => ({
  update: countKey(scope),
  changes: { add: { count: 1 } },
  if: { expression: '#count < :most', names: { '#count': 'count' }, values: { ':most': MAX_INTAKE_HOOKS } },
  name: HOOK_COUNT,
});

/** One less in a transaction, refused when they were never counted. */
const decrementHookCount = (scope: Scope): Write => ({
  update: countKey(scope),
  changes: { add: { count: -1 } },
  if: counted,
  name: HOOK_COUNT,
});

const counted: Condition = { expression: 'attribute_exists(#count)', names: { '#count': 'count' } };

/** Counts the hooks of a scope whose hooks have not been counted yet. */
async function startCounting(table: Table, scope: Scope): Promise<void> {
  const { count } = await table.query({ pk: hooksPartition(scope), prefix: HOOK_PREFIX, countOnly: true });
  try {
    await table.put({ ...countKey(scope), entity: 'intake-hook-count', count }, absent);
  } catch (refused) {
    // Another request started counting, with the same result.
    if (!(refused instanceof ConditionFailed)) throw refused;
  }
}

export interface MadeIntakeHook {
  hook: IntakeHook;
  /** Never stored. */
  token: string;
}

/**
 * @param receiptFor the receipt's writes, for the answer that shows the token
 * @throws Problem limit_reached at the maximum of hooks
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
          incrementHookCount(hook),
          { put: hookToItem(hook), if: absent },
          { put: hookCredentialToItem(hook), if: absent },
        ],
        receipt: receiptFor(made),
      }),
      async refused(cause) {
        const count = cause.failed(HOOK_COUNT);
        if (count === undefined) return cause;
        if (count.item) return new Problem('limit_reached', { limit: MAX_INTAKE_HOOKS }, { cause });
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
 * Deletes a hook; its URL is refused from the next request on; the orders that came in through it stay.
 * @throws Problem not_found, or conflict when others keep regenerating it
 */
export function deleteIntakeHook(table: Table, scope: Scope, hookId: string): Promise<void> {
  return decideAndStore(
    { table, clock: systemClock },
    {
      load: () => requireHook(table, scope, hookId),
      decide: (hook) => ({
        answer: undefined,
        writes: [
          decrementHookCount(scope),
          { delete: hookKey(scope, hookId), if: versionIs(hook.version) },
          { delete: hookCredentialKey(hook.hash) },
        ],
      }),
      async refused(refusal) {
        if (refusal.failed(HOOK_COUNT)) await startCounting(table, scope);
      },
      conflicts: failAfterFewConflicts,
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
 * Gives a hook another token; the old one is refused from the next request on.
 * @throws Problem not_found, or conflict when another regeneration was faster
 */
export function regenerateIntakeHook(
  table: Table,
  scope: Scope,
  hookId: string,
  receiptFor: (made: MadeIntakeHook) => readonly Write[],
): Promise<MadeIntakeHook> {
  const token = newToken();
  return decideAndStore(
    { table, clock: systemClock },
    {
      load: () => requireHook(table, scope, hookId),
      decide(before) {
        const hook: IntakeHook = { ...before, hash: hashToken(token), version: before.version + 1 };
        const made = { hook, token };
        return {
          answer: made,
          writes: [
            { put: hookToItem(hook), if: versionIs(before.version), name: 'hook' },
            { delete: hookCredentialKey(before.hash), if: present, name: 'credential' },
            { put: hookCredentialToItem(hook), if: absent },
          ],
          receipt: receiptFor(made),
        };
      },
      refused: (cause) =>
        cause.failed('hook') || cause.failed('credential')
          ? new Problem('conflict', {}, { cause })
          : undefined,
    },
  );
}

/** The hook that a token belongs to. @throws Problem not_found */
export async function openHook(table: Table, token: string): Promise<IntakeCredential> {
  const item = isToken(token) ? await table.get(hookCredentialKey(hashToken(token))) : undefined;
  if (item === undefined) throw new Problem('not_found');
  return hookCredentialFromItem(item);
}
