import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { Order } from '../order/order.ts';
import { changeOrder, type OrderServices } from './change-order.ts';
import { type SentUpdate, withoutShown } from './sent-back.ts';
import { decideUpdate } from './update-rule.ts';

/**
 * Changes the fields that the update names; changes of other fields in the meantime are kept.
 *
 * @param mayChange whether the order's version is the one that the caller has seen
 * @throws Problem order_not_found, precondition_failed, invalid_request
 */
export async function updateOrder(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  update: SentUpdate,
  mayChange: (version: number) => boolean,
): Promise<Order> {
  const { order } = await changeOrder(services, scope, orderId, (before, context) => {
    if (!mayChange(before.version)) throw new Problem('precondition_failed');
    return decideUpdate(before, withoutShown(before, update), context);
  });
  return order;
}
