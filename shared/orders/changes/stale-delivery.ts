import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { type Draft, record } from '../order/draft.ts';
import { isFinalLogistics } from '../order/status.ts';

/** Changes of an order that do not reach the delivery that is booked for it. */
export type StaleDeliveryCause = 'changed' | 'cancelled';

/**
 * Records that the delivery of an order continues as it was booked: it is for what was ordered then, which anyone who changes or
 * cancels the order has to see. Nothing is recorded when no delivery is under way.
 */
export function recordStaleDelivery(
  draft: Draft,
  context: DecisionContext,
  cause: StaleDeliveryCause,
): Draft {
  const { status, deliveryId, trackingNumber } = draft.order.logistics;
  if (deliveryId === null || isFinalLogistics(status)) return draft;
  return record(draft, context, 'order.delivery_stands', { cause, deliveryId, trackingNumber });
}
