import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { Order } from '../order/order.ts';
import { changeOrder, type OrderServices } from './change-order.ts';
import { decideUpdate, type OrderUpdate } from './update-rule.ts';

/**
 * Changes what the update names, on top of what others have changed in the meantime.
 *
 * @param mayChange says of the order's version whether it is the one that the caller has seen
 * @throws Problem order_not_found, precondition_failed
 */
export async function updateOrder(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  update: OrderUpdate,
  mayChange: (version: number) => boolean,
): Promise<Order> {
  const { order } = await changeOrder(services, scope, orderId, (before, context) => {
    if (!mayChange(before.version)) throw new Problem('precondition_failed');
    return decideUpdate(before, update, context);
  });
  return order;
}
