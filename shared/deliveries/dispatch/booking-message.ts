import type { Message } from '../../adapters/queues/queues.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderSnapshot } from '../../events/order-events.ts';
import type { StoredEvent } from '../../events/stream.ts';
import { mayBeCash } from '../../orders/payment-words.ts';
import type { SettleMessage } from '../wallets/settle-message.ts';

/** An order was confirmed: its delivery is to be booked. */
export interface DispatchMessage extends Scope {
  kind: 'dispatch';
  orderId: string;
  /** Of the event in the order's log that confirmed it. */
  sequence: number;
}

/** What the bookings queue carries. Every one may come twice; what it asks for is booked once. */
export type BookingMessage = DispatchMessage | SettleMessage;

/** @throws TypeError when it is no message of ours: its queue's dead letters are where people find it */
export function parseBookingMessage(value: unknown): BookingMessage {
  const { kind } = (value ?? {}) as { kind?: unknown };
  if (kind !== 'dispatch' && kind !== 'settle') throw new TypeError('Not a message of the bookings queue');
  return value as BookingMessage;
}

/** Whether an event says that an order is confirmed that may be paid in cash, by whom and in whatever way. */
export function confirmsCashOrder({ type, data }: StoredEvent): boolean {
  if (type !== 'order.status_changed' && type !== 'order.created') return false;
  const { order } = data as { order?: Partial<OrderSnapshot> };
  return order?.status === 'confirmed' && mayBeCash(order.payment?.method);
}

export function dispatchMessage({ tenantId, mode, orderId, sequence }: StoredEvent): Message {
  if (orderId === undefined || sequence === undefined) throw new TypeError('Only orders are dispatched');
  const body: DispatchMessage = { kind: 'dispatch', tenantId, mode, orderId, sequence };
  return { body, group: tenantId };
}
