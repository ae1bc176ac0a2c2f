import { createHash } from 'node:crypto';
import { Big } from 'big.js';
import type { PaymentMethod } from '../../events/order-words.ts';
import { streetLine } from '../../orders/order/address.ts';
import type { Amount } from '../../orders/order/money.ts';
import type { Order } from '../../orders/order/order.ts';
import { isFinal, isFinalLogistics } from '../../orders/order/status.ts';
import type { CheckResult, Failure } from '../../serviceability/failure.ts';
import { toCash } from '../../serviceability/pricing/cash.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import type { Booking, CashTerms, Collection, OrderAsOf } from '../delivery/delivery.ts';
import type { OtherDelivery } from '../delivery/order-deliveries.ts';
import { collectionOf } from './collection.ts';

/** An order with the other deliveries of it. */
export interface Delivered {
  order: Order;
  /** The payment method, by the tenant's own words. */
  method: PaymentMethod;
  others: readonly OtherDelivery[];
}

/** Deliveries of one order that may be open or wait at a time, so that the order never outgrows its item. */
const MAX_DELIVERIES = 50;

/** Another delivery of the same order is refused while one is open, unless the request allows it. */
export function checkDuplicate({ order, others }: Delivered, allowsAnother: boolean): Failure | undefined {
  const failure = (message: string): Failure => ({ reason: 'invalid_details', rule: 'duplicate', message });
  const open = others.find(({ isOpen }) => isOpen);
  if (open && !allowsAnother)
    return failure(`${open.id} delivers this order already: cancel it first, or {ask_for_another}`);
  if (others.length >= MAX_DELIVERIES)
    return failure(`${order.id} has ${others.length} deliveries that are open or wait for money already`);
  return undefined;
}

/** The cash that an order owes: the unpaid total of a cash-on-delivery order; nothing of any other, or of a final one. */
export const owedOn = ({ order, method }: Pick<Delivered, 'order' | 'method'>): Amount =>
  method === 'cod' ? dueOn(order) : '0';

/** The most that may be collected for an order when the amount is given, whatever its payment method. */
const dueOn = ({ status, payment }: Order): Amount => (isFinal(status) ? '0' : payment.due);

/** The rest of an amount after these collections. */
const leftOf = (amount: Amount, others: readonly OtherDelivery[]): Amount => {
  const left = others.reduce((rest, { collects }) => rest.minus(collects), new Big(amount));
  return left.gt(0) ? left.toFixed() : '0';
};

/** The collection without a given amount. Bookings that wait do not reduce it: they may never be booked, and decide again. */
export const defaultCollection = (delivered: Delivered): Amount =>
  leftOf(
    owedOn(delivered),
    delivered.others.filter(({ isOpen }) => isOpen),
  );

/**
 * The part of the order's amount that a given amount settles: it must be due, and not be collected by another delivery that is open or
 * waits. An amount that is due, but rounded to what coins pay, settles what is due.
 */
export function settledByGivenAmount(
  { order, others }: Delivered,
  amount: Amount,
  unit: number,
): CheckResult<Amount> {
  const { currency, status } = order;
  const due = dueOn(order);
  const most = leftOf(due, others);
  const inCash = toMajor(toCash(most, currency, unit), currency);
  if (new Big(amount).lte(most)) return { value: amount };
  if (new Big(amount).lte(inCash)) return { value: most };
  const collecting = others.filter(({ collects }) => collects !== '0');
  const promised = collecting.reduce((sum, { collects }) => sum.plus(collects), new Big(0)).toNumber();
  const named = collecting.map(({ id }) => id).join(', ');
  const why = isFinal(status)
    ? `the order is ${status} and owes nothing`
    : `the order owes ${due} ${currency}${promised > 0 ? `, of which other deliveries collect ${promised} ${currency} (${named})` : ''}`;
  const message = `Collection amount should be ${most} ${currency} at most: ${why}`;
  const figures = { asked: Number(amount), due: Number(due), otherDeliveries: promised, most: Number(most) };
  return { failure: { reason: 'collections_not_acceptable', rule: 'collections', message, figures } };
}

/**
 * The collection of a delivery, given its order's current state. Without a given amount it is decided again; a given one
 * that waited for money is lowered to what is due by now.
 */
export function collectionNow(
  delivered: Delivered,
  { collection, collectsDue, cashTerms, price: { currency } }: Booking,
  hasWaited: boolean,
): CheckResult<Collection | null> {
  if (!collectsDue && collection === null) return { value: null };
  const asked = collection && !collectsDue ? collection.settles : undefined;
  const { order, others } = delivered;
  if (asked !== undefined && !hasWaited) {
    const checked = settledByGivenAmount(delivered, asked, cashTerms.unit);
    return 'failure' in checked ? checked : { value: collection };
  }
  const open = others.filter(({ isOpen }) => isOpen);
  const due = leftOf(asked === undefined ? owedOn(delivered) : dueOn(order), open);
  const settles = asked === undefined || new Big(due).lt(asked) ? due : asked;
  if (asked === settles) return { value: collection };
  const now = collectionOf(settles, currency, cashTerms.unit);
  return now === null ? { value: null } : withinTerms(now, order, currency, cashTerms);
}

function withinTerms(
  collection: Collection,
  order: Order,
  currency: string,
  { minimum, maximum }: CashTerms,
): CheckResult<Collection> {
  const failure = (message: string) => ({
    failure: { reason: 'collections_not_acceptable', rule: 'collections', message } as const,
  });
  if (order.currency !== currency)
    return failure(`The order is in ${order.currency}, and only ${currency} is collected`);
  const settled = toCash(collection.settles, currency, 1);
  if ([settled, collection.amount].every((cash) => cash >= minimum && cash <= maximum))
    return { value: collection };
  const major = (minor: number) => toMajor(minor, currency);
  return failure(
    `${major(settled)} ${currency} are due now, and between ${major(minimum)} and ${major(maximum)} ${currency} are collected`,
  );
}

/** The parts of an order that decide whether a delivery that waited for money still fits it. */
export const orderAsOf = ({ contentVersion, status, logistics, ...order }: Order): OrderAsOf => ({
  contentVersion,
  status,
  logistics: logistics.status,
  place: placeOf(order),
});

function placeOf({
  address,
  addressFinal,
  deliveryDetails,
  isLocationOutdated,
}: Pick<Order, 'address' | 'addressFinal' | 'deliveryDetails' | 'isLocationOutdated'>): string {
  const location = isLocationOutdated ? null : (deliveryDetails?.location ?? null);
  const text = JSON.stringify([addressFinal ?? (address && streetLine(address)), location]);
  return createHash('sha256').update(text).digest('base64');
}

/** Why an order is not to be delivered any more as it was when its delivery began to wait; undefined when it is. */
export function checkUnchanged(order: Order, before: OrderAsOf, allowsAnother: boolean): Failure | undefined {
  const failure = (message: string): Failure => ({ reason: 'invalid_details', rule: 'order', message });
  const { status, logistics } = order;
  const now = orderAsOf(order);
  if (isFinal(status) && status !== before.status)
    return failure(`The order is ${status}: nothing is delivered for it any more`);
  if (isFinalLogistics(logistics.status) && logistics.status !== before.logistics)
    return failure(`The order is ${logistics.status} already`);
  if (now.contentVersion !== before.contentVersion || now.place !== before.place)
    return failure(
      'Items, total or address of the order were changed while its delivery waited for money: book it again',
    );
  const isOnItsWay = ['shipped', 'in_transit'].includes(logistics.status);
  if (isOnItsWay && logistics.status !== before.logistics && !allowsAnother)
    return failure('The order is on its way already');
  return undefined;
}
