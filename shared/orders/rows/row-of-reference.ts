import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { timeOfReference } from '../names/reference.ts';
import { rowsNewestFirst } from './order-rows.ts';

/** The longest time between making a reference and storing its order: no function runs longer. */
const MAX_DELAY_MS = 60_000;
/** Looked at to begin with. */
const ABOUT = 20;

/** The order whose reference follows from its number: it was created when the reference says. */
export async function orderOfReference(
  table: Table,
  scope: Scope,
  reference: string,
): Promise<string | undefined> {
  const from = timeOfReference(reference);
  if (from === undefined) return undefined;
  const to = new Date(from.getTime() + MAX_DELAY_MS);
  for await (const row of rowsNewestFirst(table, scope, { from, to, about: ABOUT }))
    if (row.reference === reference) return row.id;
  return undefined;
}
