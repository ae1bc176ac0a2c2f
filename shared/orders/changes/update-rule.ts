import { isDeepStrictEqual } from 'node:util';
import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import { withoutUndefined } from '../../base/objects.ts';
import type { OrderStatus } from '../../events/order-words.ts';
import { type Address, wholeAddress } from '../order/address.ts';
import { change, type Draft, draftOf, moveStatus, record, type StatusMove } from '../order/draft.ts';
import { type Amount, pricesOf, requireWhole, sumOf } from '../order/money.ts';
import {
  type Customer,
  type JsonObject,
  type Order,
  type OrderItem,
  type Payment,
  productsText,
} from '../order/order.ts';
import { requireRoom } from '../order/order-size.ts';
import { type GivenPayment, paymentAfter } from '../order/payment.ts';
import { stateOf } from '../order/snapshot.ts';
import { isUndecided } from '../order/status.ts';
import { moveLogistics } from './logistics.ts';
import { reopenConfirmation } from './reopen.ts';
import { recordStaleDelivery } from './stale-delivery.ts';

/** The fields of an order that a merchant may change; those that are left out stay. */
export interface OrderUpdate extends StatusMove {
  status?: OrderStatus | undefined;
  /** Where the parcel is, as far as a status says. */
  logisticsStatus?: 'returned' | undefined;
  customer?: { [K in keyof Customer]?: Customer[K] | undefined } | undefined;
  items?: OrderItem[] | undefined;
  /** The items' sum when only they change. */
  total?: Amount | undefined;
  address?: Address | null | undefined;
  payment?: GivenPayment | undefined;
  deliveryMethod?: string | undefined;
  /** Each of its fields on its own; null removes one. */
  deliveryDetails?: JsonObject | undefined;
  trackingNumber?: string | null | undefined;
  customizations?: JsonObject | null | undefined;
  notes?: string | null | undefined;
}

/** Changes of these make it another order than the one that the customer confirmed. */
const CONTENT: readonly (keyof Order)[] = ['items', 'total', 'address'];

/** Changes that follow from another one, or have an event of their own. */
const REPORTED_SEPARATELY: readonly (keyof Order)[] = [
  'products',
  'addressFinal',
  'payment',
  'isLocationOutdated',
];

/**
 * The order as a merchant's update leaves it. One that changes nothing leaves no trace.
 * @throws Problem order_too_large
 */
export function decideUpdate(order: Order, update: OrderUpdate, context: DecisionContext): Draft {
  requireWhole(
    {
      ...(update.items && pricesOf(update.items, 'updates.product_items')),
      'updates.final_amount': update.total ?? (update.items && totalOf(update.items)),
      'updates.payment_info.amount': update.payment?.note?.amount,
    },
    order.currency,
  );
  const after = fieldsAfter(order, update);
  const changes = keysOf(after).filter((name) => !isDeepStrictEqual(after[name], order[name]));
  let draft = draftOf(order);
  if (changes.length > 0) draft = change(draft, context, pick(after, changes));
  requireRoom(draft.order, order);
  const paymentChanged = !isDeepStrictEqual(withoutDue(after.payment), withoutDue(order.payment));
  const reported = changes.filter((name) => !REPORTED_SEPARATELY.includes(name));
  if (reported.length > 0)
    draft = record(draft, context, 'order.updated', { changes: reported, order: stateOf(draft.order) });
  if (paymentChanged) draft = recordPaymentChange(draft, order.payment, context, update);
  if (changes.some((name) => CONTENT.includes(name)))
    draft = recordStaleDelivery(reopenConfirmation(draft, context), context, 'changed');
  const { status, logisticsStatus } = update;
  if (logisticsStatus !== undefined) {
    draft = moveLogistics(draft, { status: logisticsStatus }, context);
    return moveStatus(draft, context, status ?? draft.order.status, 'logistics');
  }
  const to = status ?? draft.order.status;
  // What the customer said before it was cancelled no longer holds, and nobody waits for an answer to it.
  if (draft.order.status === 'cancelled' && isUndecided(to))
    draft = reopenConfirmation(draft, context, 'reopened');
  const isCancelled = to === 'cancelled' && draft.order.status !== to;
  const moved = moveStatus(draft, context, to, 'merchant', update);
  return isCancelled ? recordStaleDelivery(moved, context, 'cancelled') : moved;
}

type Changeable = Pick<
  Order,
  | 'customer'
  | 'items'
  | 'products'
  | 'total'
  | 'address'
  | 'addressFinal'
  | 'payment'
  | 'deliveryMethod'
  | 'deliveryDetails'
  | 'isLocationOutdated'
  | 'customizations'
  | 'notes'
  | 'logistics'
>;

function fieldsAfter(order: Order, update: OrderUpdate): Changeable {
  const { items = order.items } = update;
  const address = addressAfter(order.address, update.address);
  const total = update.total ?? (update.items ? totalOf(update.items) : order.total);
  const { deliveryDetails, trackingNumber } = update;
  return {
    customer: { ...order.customer, ...withoutUndefined(update.customer ?? {}) },
    items,
    products: update.items ? productsText(update.items) : order.products,
    total,
    address,
    addressFinal: isDeepStrictEqual(address, order.address) ? order.addressFinal : null,
    payment: paymentAfter(order.payment, update.payment ?? {}, total),
    deliveryMethod: update.deliveryMethod ?? order.deliveryMethod,
    deliveryDetails: deliveryDetails
      ? detailsAfter(order.deliveryDetails, deliveryDetails)
      : order.deliveryDetails,
    isLocationOutdated: isOutdatedAfter(order, update, address),
    customizations: update.customizations === undefined ? order.customizations : update.customizations,
    notes: update.notes === undefined ? order.notes : update.notes,
    logistics: {
      ...order.logistics,
      trackingNumber: trackingNumber === undefined ? order.logistics.trackingNumber : trackingNumber,
    },
  };
}

/** What says the same stays as it is stored: nothing at all, or a null of the order's first body. */
function detailsAfter(before: JsonObject | null, given: JsonObject): JsonObject | null {
  const after = withoutNulls({ ...before, ...given });
  return isDeepStrictEqual(after, withoutNulls(before ?? {})) ? before : after;
}

/** The same text is the same address, even when the stored one has more details. */
function addressAfter(before: Address | null, given: Address | null | undefined): Address | null {
  if (given === undefined) return before;
  return given && before && wholeAddress(given) === wholeAddress(before) ? before : given;
}

/** Coordinates belong to the address that they came with, until others come. */
function isOutdatedAfter(order: Order, update: OrderUpdate, address: Address | null): boolean | undefined {
  const before = order.isLocationOutdated;
  const isMoved = !isDeepStrictEqual(address, order.address);
  const location = update.deliveryDetails?.location;
  const isOther = isMoved || !isDeepStrictEqual(location, order.deliveryDetails?.location);
  if (location !== undefined && isOther) return before && false;
  return isMoved && order.deliveryDetails?.location !== undefined ? true : before;
}

/** A client's data about a payment, beyond what follows from the total. */
const withoutDue = ({ due: _due, ...rest }: Payment): Omit<Payment, 'due'> => rest;

const totalOf = (items: readonly OrderItem[]): Amount =>
  sumOf(items.map(({ price, quantity }) => ({ price: price ?? '0', quantity })));

function recordPaymentChange(
  draft: Draft,
  before: Payment,
  context: DecisionContext,
  { reason }: OrderUpdate,
): Draft {
  const { order } = draft;
  const { method, status, due, collected, note } = order.payment;
  return record(draft, context, 'order.payment_changed', {
    from: before.status,
    to: status,
    method,
    due,
    collected,
    currency: order.currency,
    paymentId: note?.paymentId ?? null,
    order: stateOf(order),
    ...(reason !== undefined && { reason }),
  });
}

const keysOf = <T extends object>(fields: T): (keyof T)[] => Object.keys(fields) as (keyof T)[];

const pick = <T extends object>(fields: T, names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(names.map((name) => [name, fields[name]])) as Partial<T>;

const withoutNulls = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
