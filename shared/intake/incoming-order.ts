import type { GivenOrder } from '../orders/changes/create-order.ts';
import type { JsonObject } from '../orders/order/order.ts';

/** An order as a merchant's site posts it, in the domain's terms. */
export interface IncomingOrder {
  /** In the merchant's system. */
  externalId: string;
  given: GivenOrder;
  /** Which of `deliveryDetails` were given, rather than filled with defaults. */
  givenDelivery: JsonObject;
  /** Parts that do not fit and were accepted nevertheless. */
  flags: readonly Flag[];
  /** Equal for equal content, on any day. */
  fingerprint: string;
}

/** Something about an order for people to look at: a line on its timeline. */
export type Flag =
  /** The customer cannot be called: the phone is kept as it was given. */
  | { flag: 'phone_unreadable'; given: string }
  /** The wanted time of delivery could not be read: it is kept among the notes as it was given. */
  | { flag: 'delivery_date_unreadable' | 'delivery_time_unreadable'; given: string }
  /** The amount differs from sum, discount and commission; it is the total nevertheless. */
  | { flag: 'amount_mismatch'; given: string; expected: string }
  /** The tenant has its orders called, but this one was not, for this reason. */
  | { flag: 'call_not_started'; reason: 'phone_opted_out' | 'credit_exhausted' | 'voice_agent_missing' };
