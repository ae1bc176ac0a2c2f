import * as z from 'zod';
import { carries, scoped } from '../../adapters/queues/carries.ts';
import type { Message } from '../../adapters/queues/queues.ts';
import type { StoredEvent } from '../../events/stream.ts';
import { mayBeCash } from '../../orders/order/payment-words.ts';
import { SettleMessage } from '../wallets/settle-message.ts';

/** An order was confirmed: its delivery is to be booked. */
const DispatchMessage = z.object({
  kind: z.literal('dispatch'),
  ...scoped,
  orderId: z.string(),
  /** Of the event in the order's log that confirmed it. */
  sequence: z.int().min(1),
});

const BookingMessage = z.discriminatedUnion('kind', [DispatchMessage, SettleMessage]);

export type DispatchMessage = z.output<typeof DispatchMessage>;

/** The messages of the bookings queue. Each may come twice; the delivery is booked once. */
export type BookingMessage = z.output<typeof BookingMessage>;

export const bookingMessages = carries('bookings', BookingMessage);

/** Whether an event confirms an order that may be paid in cash, also one that a person confirmed. */
export function confirmsCashOrder({ type, data }: StoredEvent): boolean {
  if (type !== 'order.status_changed' && type !== 'order.created') return false;
  const { status, payment } = data.order;
  return status === 'confirmed' && mayBeCash(payment.method);
}

export function dispatchMessage({ tenantId, mode, orderId, sequence }: StoredEvent): Message {
  if (orderId === undefined || sequence === undefined) throw new TypeError('Only orders are dispatched');
  const body: DispatchMessage = { kind: 'dispatch', tenantId, mode, orderId, sequence };
  return { body, group: tenantId };
}
