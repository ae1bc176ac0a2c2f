import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent, type Condition, type Key, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { HOOK_PREFIX, hooksPartition } from './hook.ts';

/** Hooks of a tenant's mode: a shop has a few sites; a client that makes one for each order should get an error. */
export const MOST_INTAKE_HOOKS = 100;

const countKey = (scope: Scope): Key => ({ pk: hooksPartition(scope), sk: 'COUNT' });

/** The write that counts; refused without an item where they were never counted. */
export const HOOK_COUNT = 'hookCount';

/** One more in a transaction, refused when there are as many as there may be, or when they were never counted. */
export const countUp = (scope: Scope): Write => ({
  update: countKey(scope),
  changes: { add: { count: 1 } },
  if: { expression: '#count < :most', names: { '#count': 'count' }, values: { ':most': MOST_INTAKE_HOOKS } },
  name: HOOK_COUNT,
});

/** One less in a transaction, refused when they were never counted. */
export const countDown = (scope: Scope): Write => ({
  update: countKey(scope),
  changes: { add: { count: -1 } },
  if: counted,
  name: HOOK_COUNT,
});

const counted: Condition = { expression: 'attribute_exists(#count)', names: { '#count': 'count' } };

/** Counts hooks that were made before anybody did. */
export async function startCounting(table: Table, scope: Scope): Promise<void> {
  const { count } = await table.query({ pk: hooksPartition(scope), prefix: HOOK_PREFIX, countOnly: true });
  try {
    await table.put({ ...countKey(scope), entity: 'intake-hook-count', count }, absent);
  } catch (refused) {
    // Another request started counting, with the same result.
    if (!(refused instanceof ConditionFailed)) throw refused;
  }
}
