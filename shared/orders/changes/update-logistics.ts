import type { Scope } from '../../base/scope.ts';
import type { Order } from '../order/order.ts';
import { changeOrder, type OrderServices } from './change-order.ts';
import { decideLogistics, type LogisticsUpdate } from './logistics.ts';

/** Stores the order's next logistics step with its events. @throws Problem order_not_found, logistics_final */
export async function updateLogistics(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  update: LogisticsUpdate,
): Promise<Order> {
  const { order } = await changeOrder(services, scope, orderId, (before, context) =>
    decideLogistics(before, update, context),
  );
  return order;
}
