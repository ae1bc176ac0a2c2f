import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { change, type Draft, record } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { mayBeCash } from '../../orders/order/payment-words.ts';
import { type BookingFailure, recordBookingFailure } from '../booking/booking-failures.ts';

/**
 * Whether an order is still to be dispatched for the confirmation that its log's event of that sequence records:
 * - `free`: it is;
 * - `taken`: it is being delivered already;
 * - `over`: it was dispatched, or it is not confirmed any more; another confirmation brings another event.
 */
export function dispatchStateOf(order: Order, sequence: number): 'free' | 'taken' | 'over' {
  const isOver = order.status !== 'confirmed' || !mayBeCash(order.payment.method);
  if (isOver || (order.dispatchedUpTo ?? 0) >= sequence) return 'over';
  return order.logistics.status === 'none' ? 'free' : 'taken';
}

/** Marks all confirmations up to now as dispatched, whatever happens to the delivery. */
export const markDispatched = (draft: Draft, context: DecisionContext): Draft =>
  change(draft, context, { dispatchedUpTo: draft.order.eventCount });

export interface Dispatched {
  deliveryId: string;
  /** When it is to be picked up, because the region was closed; null for at once. */
  scheduledAt: string | null;
  /** Whether the distance was billed to a point that represents a neighbourhood. */
  approximate: boolean;
}

/** The order has its delivery. */
export const dispatched = (draft: Draft, context: DecisionContext, data: Dispatched): Draft =>
  markDispatched(record(draft, context, 'order.dispatched', data), context);

/** The order cannot have one: people have to see why. */
export const notDispatched = (
  draft: Draft,
  context: DecisionContext,
  failures: readonly BookingFailure[],
): Draft => markDispatched(recordBookingFailure(draft, context, failures), context);
