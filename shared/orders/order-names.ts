import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { retry } from '../base/retry.ts';
import type { Scope } from '../base/scope.ts';
import { takeOrderNumber } from './order-number.ts';
import { newReference, referenceKey } from './reference.ts';

/** Names that an order shows to people. */
export interface TakenNames {
  number: string;
  reference: string;
  /** Whether the reference is ours, and the order's already: no other one has it, whatever becomes of this one. */
  isReferenceTaken: boolean;
}

/**
 * The names of an order that is about to be made, those that its merchant does not give being ours. They are taken before its
 * transaction, where they would cost twice as much and could refuse it: names that are taken and not used are never used.
 */
export async function takeNames(
  table: Table,
  scope: Scope,
  now: Date,
  given: { number?: string | undefined; reference?: string | undefined } = {},
): Promise<TakenNames> {
  const [number, reference] = await Promise.all([
    given.number ?? takeOrderNumber(table, scope, now),
    given.reference ?? takeReference(table, scope, now),
  ]);
  return { number, reference, isReferenceTaken: given.reference === undefined };
}

/** Of 457,000 in a second one is hardly ever drawn twice. */
const DRAWS = 20;

const takeReference = (table: Table, scope: Scope, now: Date): Promise<string> =>
  retry(
    async () => {
      const reference = newReference(now);
      await table.put({ ...referenceKey(scope, reference), entity: 'reference' }, absent);
      return reference;
    },
    (thrown, times) => thrown instanceof ConditionFailed && times < DRAWS,
  );
