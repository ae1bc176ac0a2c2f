import { undeferred } from '../../adapters/dynamo/defer-writes.ts';
import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { absent } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { retry } from '../../base/async/retry.ts';
import type { Scope } from '../../base/scope.ts';
import { giveBackOrderNumber, orderNumber, takeOrderNumber } from './order-number.ts';
import { drawnReference, referenceKey, referenceOf } from './reference.ts';

/** Names that an order shows to people. */
export interface TakenNames {
  number: string;
  reference: string;
  /** Whether the reference is ours, and the order's already: no other order can ever have it. */
  isReferenceTaken: boolean;
  /** The number, where it is one of ours. */
  taken?: number;
}

/**
 * The names of an order that is about to be made, those that its merchant does not give being ours. They are taken before its
 * transaction, where they would cost twice as much and could refuse it; also where it is not yet known whether the request is
 * a repeat, which gives them back.
 */
export async function takeNames(
  table: Table,
  scope: Scope,
  now: Date,
  given: { number?: string | undefined; reference?: string | undefined } = {},
): Promise<TakenNames> {
  const atOnce = undeferred(table);
  const isReferenceTaken = given.reference === undefined;
  if (given.number === undefined) {
    const taken = await takeOrderNumber(atOnce, scope, now);
    const reference = given.reference ?? referenceOf(taken, now);
    return { number: orderNumber(taken), reference, isReferenceTaken, taken };
  }
  const reference = given.reference ?? (await takeReference(atOnce, scope, now));
  return { number: given.number, reference, isReferenceTaken };
}

/**
 * Gives back the names of an order that is not made: its number is the next one again if none was taken since, and a drawn
 * reference is free.
 */
export async function giveBackNames(
  table: Table,
  scope: Scope,
  { taken, reference, isReferenceTaken }: TakenNames,
): Promise<void> {
  const atOnce = undeferred(table);
  if (taken !== undefined) await giveBackOrderNumber(atOnce, scope, taken);
  else if (isReferenceTaken) await atOnce.delete(referenceKey(scope, reference));
}

/** How often to draw a reference: two of 57,000 drawn in a second are hardly ever equal. */
const MAX_DRAWS = 20;

const takeReference = (table: Table, scope: Scope, now: Date): Promise<string> =>
  retry(
    async () => {
      const reference = drawnReference(now);
      await table.put({ ...referenceKey(scope, reference), entity: 'reference' }, absent);
      return reference;
    },
    (thrown, times) => thrown instanceof ConditionFailed && times < MAX_DRAWS,
  );
