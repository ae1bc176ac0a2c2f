import type { Scope } from '../../base/scope.ts';
import type { Cancellation } from '../../events/delivery-events.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { Amount } from '../../orders/order/money.ts';
import type { Order } from '../../orders/order/order.ts';
import type { PackageSize } from '../../serviceability/pricing/package-size.ts';
import type { Price } from '../../serviceability/pricing/price.ts';
import type { ShipType } from '../../serviceability/pricing/ship-type.ts';
import type { PayingAccount } from '../wallets/entry.ts';

/** Where a package is picked up or dropped. Missing texts are empty. */
export interface DeliveryStop {
  address: string;
  /** House, floor, flat. */
  houseNo: string;
  landmark: string;
  /** Degrees, WGS 84. */
  lat: number;
  lng: number;
  pincode: string;
}

export interface DeliveryContact {
  name: string;
  /** As it was written. */
  phone: string;
  isPhoneUnchecked: boolean;
}

export interface DeliveryPackage {
  type: PackageSize;
  /** `20x20x20`, centimetres; empty when unknown. */
  dimensions: string;
  isFragile: boolean;
  isSecure: boolean;
  itemTypes: readonly string[];
  message: string;
  itemCount: number;
}

/** A one-time password as it is kept, in base64. */
export interface StoredOtp {
  salt: string;
  hash: string;
  /** Wrong ones that were given so far. */
  tries: number;
  used: boolean;
}

/** Where the package changes hands. `return` is back at the sender. */
export type OtpSide = 'pickup' | 'drop' | 'return';

/** Amounts in minor units of the price's currency. */
export interface Collection {
  /** In cash, as coins pay it. */
  amount: number;
  /** Ours, out of the merchant's share. */
  handlingFee: number;
  /** The part of the order's amount that it pays, in major units. */
  settles: Amount;
  /** The smallest amount that coins pay. */
  unit: number;
}

/** Cash that was taken at the door, in minor units. */
export interface CashTaken {
  /** Whether it is the full amount (give or take the smallest coin), less, or more. */
  kind: 'full' | 'short' | 'over';
  expected: number;
  taken: number;
  /** Why it is less or more. */
  reason: string | null;
}

/** The limits of cash collection in the delivery's region, in minor units. */
export interface CashTerms {
  minimum: number;
  maximum: number;
  /** The smallest amount that coins pay. */
  unit: number;
}

/** An order as it was when its delivery was requested. */
export interface OrderAsOf {
  contentVersion: number;
  status: Order['status'];
  logistics: Order['logistics']['status'];
  /** Names where the order went. */
  place: string;
}

/** The terms of a delivery, fixed when it is booked. */
export interface Booking extends Scope {
  /** The merchant's own id; empty when there is none. */
  merchantReference: string;
  /** The order that it delivers, `ord_…`. */
  orderId: string | null;
  /** On whose behalf it is booked: `usr_…`, or `admin` for the business itself. */
  userId: string;
  /** Which side that user is on: the sender's or the receiver's. */
  orderedBy: 'sender' | 'receiver';
  shipType: ShipType;
  pickup: DeliveryStop;
  drop: DeliveryStop;
  sender: DeliveryContact;
  receiver: DeliveryContact;
  pack: DeliveryPackage;
  instructions: string;
  regionCode: string;
  /** By road. */
  metres: number;
  price: Price;
  payment: {
    account: PayingAccount;
    promoCode: string | null;
    /** Minor units. */
    discount: number;
  };
  collection: Collection | null;
  /** Whether that is what the order owes because no amount was given. */
  collectsDue: boolean;
  /** Whether it collects nothing because neither the payment method nor a given amount says what to collect. */
  isMethodUnknown?: true;
  cashTerms: CashTerms;
  /** Whether its order may have another delivery too. */
  allowsAnother: boolean;
  /** Null where it delivers no order that we know. */
  orderAsOf: OrderAsOf | null;
  otps: Partial<Record<OtpSide, StoredOtp>>;
  /** Handovers that need no one-time password. */
  otpDisabled: { sender: boolean; receiver: boolean };
  isReadyToShip: boolean;
  /** Of the serviceability check whose quote set the price; empty when there was none. */
  quoteId: string;
  /** When it is to be picked up; ISO 8601, UTC. Null for at once. */
  scheduledAt: string | null;
}

export interface Agent {
  name: string;
  phone: string;
}

/** A booked delivery and how far it is. Instants are ISO 8601, UTC. */
export interface Delivery extends Booking {
  /** `IN` and 13 digits, unique over all tenants. */
  id: string;
  status: DeliveryStatus;
  /** Names it to the public. */
  trackingId: string;
  /** Of a wallet order; null for a postpaid one. */
  temporaryOrderId: string | null;
  /** The ledger's entry that paid it. */
  ledgerEntryId: string;
  agent: Agent | null;
  cancellation: Cancellation | null;
  /** Not there until cash was taken. */
  cash?: CashTaken;
  /** Events so far; the next one's sequence is one more. */
  eventCount: number;
  /** Grows with every write; a write is conditional on the version it was decided on. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

export interface DeliveryNames {
  id: string;
  trackingId: string;
  temporaryOrderId: string | null;
  ledgerEntryId: string;
}

/** A delivery that is booked and paid. */
export function newDelivery(booking: Booking, names: DeliveryNames, now: Date): Delivery {
  return {
    ...booking,
    ...names,
    status: 'new',
    agent: null,
    cancellation: null,
    eventCount: 0,
    version: 0,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
}
