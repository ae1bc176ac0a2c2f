import type { Mode } from '../../base/scope.ts';
import type {
  CallType,
  FinalOutcome,
  LogisticsStatus,
  OrderStatus,
  PaymentMethod,
  PaymentStatus,
  RoundEnd,
} from '../../events/order-words.ts';
import type { ConfirmationChannel } from '../../tenants/settings/reaching-customers.ts';
import type { Address } from './address.ts';
import type { Amount } from './money.ts';

/**
 * What a dial waits for besides its hours: another round that calls the same phone, that phone's limit of dials in 24 hours, a fault
 * of the voice agent's settings, or a provider whose limit of concurrent calls is reached.
 */
export const waitReasons = ['turn', 'daily_limit', 'voice_agent', 'provider_busy'] as const;
export type WaitReason = (typeof waitReasons)[number];

/** One series of dials, or of messages and dials, for one reason. It ends exactly once, with one final outcome or superseded. */
export interface Round {
  number: number;
  /** The order's content that the customer is asked about; a later version needs a new round. */
  contentVersion: number;
  /** The first dial: the id that the trigger answers with. */
  firstCallId: string;
  /** The dial that is waiting, ringing or was the last one. */
  lastCallId: string;
  /** When that dial is due; null for at once. */
  dialAt: string | null;
  /** Dials that ended. */
  attempts: number;
  /** Whether calls to its phone were limited when it started: when it ends, the next round may use the phone. */
  takesTurns?: true;
  waitsFor?: WaitReason;
  /** Its last dial is a chat message, which does not hold the phone line. */
  channel?: 'whatsapp';
  /** Channels that follow, in this order, where the present one brings no answer. */
  then?: readonly ConfirmationChannel[];
  /** Null while the round is running. */
  outcome: RoundEnd | null;
  startedAt: string;
  finishedAt: string | null;
}

export interface OrderItem {
  name: string;
  quantity: number;
  /** Unit price; null where the dialect gives none. */
  price: Amount | null;
  sku: string | null;
  /** The change of the price by a promotion, as decimal text; mostly negative. */
  modification?: string;
}

export interface Customer {
  /** Empty when unknown. */
  name: string;
  /** E.164; as it was written when it is none (`isPhoneRaw`). */
  phone: string;
  /** The phone could not be read and cannot be called. */
  isPhoneRaw: boolean;
  email: string | null;
  city: string | null;
  /** The contact's id in the merchant's own messaging platform. */
  ns: string | null;
  /** The customer's id in the merchant's own system. */
  userId: string | null;
}

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

/** A merchant's data about a payment, in its own words. */
export interface PaymentNote {
  /** `UPI`, `card`, … */
  method: string | null;
  /** The gateway's id of the payment. */
  paymentId: string | null;
  /** Null when it is the order's total. */
  amount: Amount | null;
}

export interface Payment {
  method: PaymentMethod;
  status: PaymentStatus;
  /** Still to be paid. */
  due: Amount;
  /** Received, and not given back. */
  collected: Amount;
  note: PaymentNote | null;
}

export const DEFAULT_DELIVERY_METHOD = 'Local Delivery';

/** An order with its four independent facets: `status`, `confirmation`, `logistics` and `payment`. Instants are ISO 8601 UTC. */
export interface Order {
  id: string;
  tenantId: string;
  mode: Mode;
  source: string;
  /** Unique for one source of one tenant and mode. */
  externalId: string | null;
  /** Shown to people: the merchant's own, or the tenant's sequence from `#1001`. */
  number: string;
  /** Unique in the tenant and mode: the merchant's own, or `ORD1702345678ABCD`. */
  reference: string;
  customer: Customer;
  address: Address | null;
  /** The street line that the customer confirmed or corrected. */
  addressFinal: string | null;
  /** As one text, `Gel x1, Crema x2`; items where the dialect gives them. */
  products: string;
  items: OrderItem[];
  total: Amount;
  /** ISO 4217. */
  currency: string;
  status: OrderStatus;
  confirmation: {
    outcome: FinalOutcome | 'none';
    round: number;
    attempts: number;
    confirmedAt: string | null;
  };
  logistics: {
    status: LogisticsStatus | 'none';
    trackingNumber: string | null;
    carrier: string | null;
    deliveryId: string | null;
  };
  payment: Payment;
  /** The merchant's words for how the order travels. */
  deliveryMethod: string;
  /** Free JSON about the delivery besides address and tracking: recipient, phones, location, times. */
  deliveryDetails: JsonObject | null;
  /** Free JSON about how the products are to be made. */
  customizations: JsonObject | null;
  notes: string | null;
  /** The merchant's own free JSON. */
  metadata: JsonValue;
  rounds: Partial<Record<CallType, Round>>;
  /** The latest dials, oldest first: what a list of orders reads their calls by. */
  callIds: readonly string[];
  /** All dials. */
  callCount: number;
  /** The latest statuses, oldest first: all of them are on the timeline. */
  history: readonly StatusChange[];
  /** Grows when items, total or address change; a confirmation belongs to one value of it. */
  contentVersion: number;
  /** Of its content as it is stored, any change of it counted (`order-content.ts`). */
  contentRevision: number;
  /** Events so far; the next one's sequence is one more. */
  eventCount: number;
  /** Grows with every write; a write is conditional on the version it was decided on. */
  version: number;
  createdAt: string;
  /** The day it was created on by the tenant's clock, `2026-11-22`: the day of the statistics that it counts for. */
  createdOn: string;
  updatedAt: string;
  /** Its deliveries that were open or waited for money when the last one was booked, with that one: `IN…`, `tmp_…`. */
  deliveryIds?: readonly string[];
  /** Confirmations up to this event of its log were dispatched, or could not be; none when it is not there. */
  dispatchedUpTo?: number;
  /** Why its last booking failed; not there once a delivery is booked. */
  bookingFailure?: BookingFailureMark | undefined;
  /** Whether the address was changed since the coordinates in `deliveryDetails` came; not when it is not there. */
  isLocationOutdated?: boolean | undefined;
  /** Its content as an intake hook last posted it. */
  intake?: IntakeMark;
}

/** Why and when an order could not be booked. */
export interface BookingFailureMark {
  /** ISO 8601, UTC. */
  at: string;
  /** A reason of the delivery refusals. */
  reason: string;
  /** For a person to read, in English; null where the reason is enough. */
  message: string | null;
}

export interface StatusChange {
  status: OrderStatus;
  /** Null for the one that the order was created with. */
  cause: string | null;
  /** ISO 8601, UTC. */
  at: string;
}

/** How many of its statuses, and ids of its calls, an order keeps in its own item. */
export const KEPT_STATUSES = 20;
export const KEPT_CALLS = 10;

/** Tells whether an order that comes in again has new content. */
export interface IntakeMark {
  /** Of the content that the order was made or changed by. */
  fingerprint: string;
  /** Of other content that came when the order could not be changed any more. */
  refused?: string;
}

export const noteTypes = ['success', 'pending', 'error', 'info'] as const;

/** A note about an order in the merchant's own words. */
export interface Note {
  title: string;
  description: string;
  type: (typeof noteTypes)[number];
  /** Free JSON. */
  metadata: JsonObject;
}

/** What the event holds: free JSON as text, because it may hold numbers that DynamoDB cannot. */
export type StoredNote = Omit<Note, 'metadata'> & { metadata: string };

/** An order's items as they are shown: products that are given as text only are one item; no products, no items. */
export function listedItems({
  items,
  products,
  total,
}: Pick<Order, 'items' | 'products' | 'total'>): OrderItem[] {
  if (items.length > 0 || products === '') return items;
  return [{ name: products, quantity: 1, price: total, sku: null }];
}

/** Items as one text: `Gel x1, Crema x2`. */
export const productsText = (items: readonly OrderItem[]): string =>
  items.map(({ name, quantity }) => `${name} x${quantity}`).join(', ');
