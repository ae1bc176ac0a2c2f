import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { decideAndStore } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { Draft } from '../order/draft.ts';
import type { Order } from '../order/order.ts';
import { loadOrder, orderWrites } from '../store/order-store.ts';

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
export function changeOrder(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  decide: (order: Order, context: DecisionContext) => Draft,
  receipt: (draft: Draft) => readonly Write[] = () => [],
): Promise<Draft> {
  return decideAndStore(services, {
    load: () => loadOrder(services.table, scope, orderId),
    decide(order, context) {
      if (order === undefined) throw new Problem('order_not_found');
      const draft = decide(order, context);
      if (draft.order === order) return { answer: draft };
      const answer = { ...draft, order: { ...draft.order, version: order.version + 1 } };
      return { answer, writes: orderWrites(draft), receipt: receipt(draft) };
    },
  });
}
