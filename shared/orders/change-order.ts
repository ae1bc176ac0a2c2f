import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import type { Clock } from '../base/clock.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import type { DecisionContext, Draft } from './draft.ts';
import type { Order } from './order.ts';
import { loadOrder, orderWrites } from './order-store.ts';

export interface OrderServices {
  table: Table;
  clock: Clock;
}

/**
 * Loads an order, decides, and stores the decision, again from the start when the order was changed meanwhile. A
 * decision that nothing happened stores nothing.
 *
 * @param receipt writes to store together with the change
 * @returns the order as it is stored, and the decision
 * @throws Problem order_not_found, unavailable, and what `decide` throws
 */
export async function changeOrder(
  { table, clock }: OrderServices,
  scope: Scope,
  orderId: string,
  decide: (order: Order, context: DecisionContext) => Draft,
  receipt: (draft: Draft) => readonly Write[] = () => [],
): Promise<Draft> {
  for (let times = 1; ; times++) {
    const order = await loadOrder(table, scope, orderId);
    if (order === undefined) throw new Problem('order_not_found');
    const now = clock();
    const draft = decide(order, { now, newId: (kind) => newId(kind, now) });
    if (draft.order === order) return draft;
    const own = orderWrites(draft);
    try {
      await table.transact([...own, ...receipt(draft)]);
      return { ...draft, order: { ...draft.order, version: order.version + 1 } };
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (error.failures.some(({ index }) => index >= own.length)) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}
