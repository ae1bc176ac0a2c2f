import type { Clock } from '../../base/clock.ts';
import { ConditionFailed } from './errors.ts';
import type { Key } from './expressions.ts';
import type { Table } from './table.ts';

/**
 * How long a lease lasts: as long as an invocation can run, so that a worker that died blocks others no longer than that.
 */
export const LEASE_MS = 900_000;

/** Runs the work unless another worker holds the lease. @returns whether it ran */
export async function whileLeased(
  { table, clock }: { table: Table; clock: Clock },
  key: Key,
  work: () => Promise<void>,
): Promise<boolean> {
  const now = clock().getTime();
  const isFree = {
    expression: 'attribute_not_exists(pk) OR heldUntil < :now',
    values: { ':now': now },
  };
  try {
    await table.put({ ...key, heldUntil: now + LEASE_MS }, isFree);
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
  try {
    await work();
  } finally {
    await table.delete(key);
  }
  return true;
}
