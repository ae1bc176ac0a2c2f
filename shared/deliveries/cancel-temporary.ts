import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../adapters/dynamo/expressions.ts';
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
 * @throws Problem delivery_refused: temporary_order_not_found, already_cancelled, not_cancellable_any_more when it
 * failed, and what `cancelDelivery` throws
 */
export async function cancelTemporary(
  services: OrderServices,
  scope: Scope,
  id: string,
  cancellation: Cancellation,
  receipt: (deliveryId: string | null) => readonly Write[],
): Promise<string | null> {
  const deliveryId = await decideAndStore(services, {
    load: () => loadTemporary(services.table, scope, id),
    decide(order, { now }) {
      if (order.deliveryId !== null) return { answer: order.deliveryId };
      if (order.status === 'CANCELLED') throw refuseDelivery('already_cancelled');
      if (paymentStatusOf(order, now) === 'FAILED')
        throw refuseDelivery(
          'not_cancellable_any_more',
          order.reason ?? `The order has expired at ${order.deadline}: it was never paid`,
        );
      const writes = concludeTemporary({ ...order, status: 'CANCELLED', reason: cancellation.reason });
      return { answer: null, writes, receipt: receipt(null) };
    },
  });
  if (deliveryId !== null)
    await cancelDelivery(services, scope, { orderID: deliveryId, cancellation }, () => receipt(deliveryId));
  return deliveryId;
}
