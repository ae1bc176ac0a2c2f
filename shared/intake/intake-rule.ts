import type { DecisionContext } from '../adapters/dynamo/decide-and-store.ts';
import { decideUpdate } from '../orders/changes/update-rule.ts';
import { change, type Draft, draftOf, record } from '../orders/order/draft.ts';
import type { Order } from '../orders/order/order.ts';
import { requireRoom } from '../orders/order/order-size.ts';
import { stateOf } from '../orders/order/snapshot.ts';
import type { Flag, IncomingOrder } from './incoming-order.ts';

/** A new order as it came in, with notes on its timeline about what people should check. */
export const flagged = (draft: Draft, flags: readonly Flag[], context: DecisionContext): Draft =>
  flags.reduce((recorded, flag) => record(recorded, context, 'order.flagged', flag), draft);

/**
 * The stored order after the same order has come in again. Equal content changes nothing. Other content changes the order
 * while it is pending; later it is refused, which the timeline records once. Without a change the order itself is returned.
 */
export function decideRepeat(order: Order, incoming: IncomingOrder, context: DecisionContext): Draft {
  const { fingerprint, flags, given } = incoming;
  const { intake } = order;
  if (intake?.fingerprint === fingerprint) return draftOf(order);
  if (order.status !== 'pending') {
    if (intake?.refused === fingerprint) return draftOf(order);
    const mark = { fingerprint: intake?.fingerprint ?? '', refused: fingerprint };
    const { status } = order;
    return record(change(draftOf(order), context, { intake: mark }), context, 'order.change_refused', {
      status,
    });
  }
  const updated = decideUpdate(order, updateOf(incoming), context);
  const marked = change(updated, context, { intake: { fingerprint }, metadata: given.metadata ?? null });
  requireRoom(marked.order, order);
  // A promotion's code may be all that changed.
  const recorded =
    marked.events.length > 0
      ? marked
      : record(marked, context, 'order.updated', { changes: ['metadata'], order: stateOf(marked.order) });
  return flagged(recorded, flags, context);
}

/** Fields that are left out stay as they are, including the delivery day. */
function updateOf({ given, givenDelivery }: IncomingOrder) {
  const { customer, address, items, total, payment, notes } = given;
  return {
    customer,
    ...(address && { address }),
    items,
    total,
    payment,
    notes,
    deliveryDetails: givenDelivery,
  };
}
