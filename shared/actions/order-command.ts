import type { LiveCalls } from '../calls/call/live-calls.ts';
import type { DispatchServices } from '../deliveries/dispatch/book-now-or-later.ts';
import type { CallType } from '../events/order-words.ts';
import type { Address } from '../orders/order/address.ts';
import type { Order } from '../orders/order/order.ts';
import type { ActionTerms, OrderAction } from './order-actions.ts';

/** A person's action on an order. */
export interface OrderCommand {
  action: OrderAction;
  /** The order's `eventCount` when the person looked at it: later events are shown before anything is done. */
  version?: number | undefined;
  reason?: string | undefined;
  /** Of add-note. */
  note?: string | undefined;
  /** Of call-again; a confirmation call when it is not given. */
  callType?: CallType | undefined;
  /** Of correct-address; what is left out stays. */
  address?: { [K in keyof Address]?: Address[K] | undefined } | undefined;
  /** Of correct-address: where that is, in degrees. */
  location?: { lat: number; lng: number } | undefined;
  /** Of cancel-delivery; the order's open delivery by default. */
  deliveryId?: string | undefined;
}

export interface ActionServices extends DispatchServices {
  liveCalls: LiveCalls;
}

/** How an action left its order. */
export interface ActionResult {
  order: Order;
  terms: ActionTerms;
  /** The first dial that it queued. */
  callId?: string | undefined;
  /** The delivery that it booked or cancelled. */
  deliveryId?: string | undefined;
}
