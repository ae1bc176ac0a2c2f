import { TransactionRefused } from '../adapters/dynamo/errors.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
import { waitBeforeRetry } from '../adapters/dynamo/overtaken.ts';
import type { Scope } from '../base/scope.ts';
import type { OrderServices } from '../orders/change-order.ts';
import { cancelDelivery } from './cancel-delivery.ts';
import type { Cancellation } from './delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';
import { concludeTemporary, loadTemporary, paymentStatusOf } from './temporary-order.ts';

/**
 * Cancels a wallet order by its temporary id: while it waits for money nothing is ever booked for it, and when it is
 * booked its delivery is cancelled.
 * @returns the id of that delivery; null when there is none
 * @throws Problem E109, E102, E110 when it failed, and what `cancelDelivery` throws
 */
export async function cancelTemporary(
  services: OrderServices,
  scope: Scope,
  id: string,
  cancellation: Cancellation,
  receipt: (deliveryId: string | null) => readonly Write[],
): Promise<string | null> {
  const { table, clock } = services;
  for (let times = 1; ; times++) {
    const order = await loadTemporary(table, scope, id);
    const { deliveryId } = order;
    if (deliveryId !== null) {
      const asked = { orderID: deliveryId, cancellation };
      await cancelDelivery(services, scope, asked, () => receipt(deliveryId));
      return deliveryId;
    }
    if (order.status === 'CANCELLED') throw refuseDelivery('E102');
    if (paymentStatusOf(order, clock()) === 'FAILED')
      throw refuseDelivery(
        'E110',
        order.reason ?? `The order has expired at ${order.deadline}: it was never paid`,
      );
    const own = concludeTemporary({ ...order, status: 'CANCELLED', reason: cancellation.reason });
    try {
      await table.transact([...own, ...receipt(null)]);
      return null;
    } catch (error) {
      const isOvertaken =
        error instanceof TransactionRefused && error.failures.every(({ index }) => index < own.length);
      if (!isOvertaken) throw error;
      await waitBeforeRetry(times, error);
    }
  }
}
