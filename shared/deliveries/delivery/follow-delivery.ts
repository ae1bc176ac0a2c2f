import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { LogisticsStatus } from '../../events/order-words.ts';
import { change, type Draft, draftOf, moveStatus, record } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { stateOf } from '../../orders/order/snapshot.ts';
import { mayMoveLogistics, statusAfterLogistics } from '../../orders/order/status.ts';
import type { Delivery } from './delivery.ts';

/** Records on the timeline that no cash is collected, because the payment method is unknown. */
export function recordNotCollected(
  draft: Draft,
  { id, isMethodUnknown, collection }: Delivery,
  context: DecisionContext,
): Draft {
  const { payment, currency } = draft.order;
  const isKnown = payment.method !== 'unknown' || collection !== null;
  if (!isMethodUnknown || isKnown || payment.due === '0') return draft;
  const data = { deliveryId: id, method: payment.note?.method ?? null, due: payment.due, currency };
  return record(draft, context, 'order.not_collected', data);
}

/** The order's logistics for each status of its delivery. */
const logisticsBy: Readonly<Record<DeliveryStatus, LogisticsStatus | 'none'>> = {
  new: 'processing',
  accepted: 'processing',
  at_pickup: 'processing',
  picked_up: 'shipped',
  in_warehouse: 'in_transit',
  left_warehouse: 'in_transit',
  at_door: 'in_transit',
  delivered: 'delivered',
  returning: 'failed_delivery',
  returned: 'returned',
  cancelled: 'none',
};

interface Step {
  deliveryId: string;
  trackingNumber: string;
  status: DeliveryStatus;
}

/**
 * Moves an order's logistics, and its status with them, to where its delivery is. Nothing happens to an order that is
 * assigned to another delivery by now, or whose logistics are final; one that is assigned to none belongs to whichever of
 * its deliveries moves.
 */
export function followDelivery(order: Order, step: Step, context: DecisionContext): Draft {
  const draft = draftOf(order);
  const { deliveryId, trackingNumber } = step;
  const from = order.logistics.status;
  const to = logisticsBy[step.status];
  const holder = order.logistics.deliveryId;
  const isAnother = holder !== deliveryId && (to === 'none' || (holder !== null && step.status !== 'new'));
  const isStill = from === to && holder === deliveryId;
  if (isAnother || isStill || !mayMoveLogistics(from, to)) return draft;
  const logistics =
    to === 'none'
      ? { ...order.logistics, status: to, trackingNumber: null, deliveryId: null }
      : { ...order.logistics, status: to, trackingNumber, deliveryId };
  const changed = change(draft, context, { logistics, ...(to !== 'none' && { bookingFailure: undefined }) });
  const moved = record(changed, context, 'order.logistics_changed', {
    from,
    to,
    trackingNumber: logistics.trackingNumber,
    carrier: logistics.carrier,
    deliveryId,
    order: stateOf(changed.order),
  });
  return moveStatus(moved, context, statusAfterLogistics(order.status, to), 'logistics');
}
