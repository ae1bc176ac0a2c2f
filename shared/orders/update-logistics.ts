import type { Clock } from '../clock.ts';
import { TransactionRefused } from '../dynamo/errors.ts';
import type { Table } from '../dynamo/table.ts';
import { newId } from '../ids.ts';
import { Problem } from '../problem.ts';
import type { Scope } from '../tenants/scope.ts';
import { decideLogistics, type LogisticsUpdate } from './logistics.ts';
import type { Order } from './order.ts';
import { loadOrder, orderWrites } from './order-store.ts';

const ATTEMPTS = 20;

/** Stores the order's next logistics step with its events. @throws Problem order_not_found, logistics_final */
export async function updateLogistics(
  { table, clock }: { table: Table; clock: Clock },
  scope: Scope,
  orderId: string,
  update: LogisticsUpdate,
): Promise<Order> {
  for (let attempt = 1; ; attempt++) {
    const order = await loadOrder(table, scope, orderId);
    if (order === undefined) throw new Problem('order_not_found');
    const now = clock();
    const draft = decideLogistics(order, update, { now, newId: (kind) => newId(kind, now) });
    try {
      await table.transact(orderWrites(draft));
      return draft.order;
    } catch (error) {
      if (!(error instanceof TransactionRefused) || attempt === ATTEMPTS) throw error;
    }
  }
}
