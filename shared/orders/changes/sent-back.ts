import { isDeepStrictEqual } from 'node:util';
import { Problem, type ProblemIssue } from '../../base/problem.ts';
import { oneLine } from '../../base/text/text.ts';
import { wholeAddress } from '../order/address.ts';
import { type Customer, listedItems, type Order, type OrderItem } from '../order/order.ts';
import type { GivenPayment } from '../order/payment.ts';
import type { OrderUpdate } from './update-rule.ts';

/** An update as a client sent it. */
export interface SentUpdate extends OrderUpdate {
  /** The customer's phone as it was written. */
  writtenPhone?: string | undefined;
}

/**
 * A merchant's update without the items, phone and payment that are what the order shows. Who changes an order as a whole sends
 * back all that it read: a trigger's products as one item, items without a price, a phone without its plus or one that
 * could not be read, a payment of which the courier has collected a part. Taken for news, they would have the customer
 * called again, or at another number, or pay twice. An e-mail that is none is taken where the order has it.
 * @throws Problem invalid_request when they are others, and cannot be taken
 */
export function withoutShown(
  order: Order,
  { items, customer, payment, writtenPhone, ...update }: SentUpdate,
): OrderUpdate {
  const { phone: _phone, isPhoneRaw: _isRaw, ...person } = customer ?? {};
  const changed: OrderUpdate = {
    ...update,
    items: items && isDeepStrictEqual(items, listedItems(order).map(asSent)) ? undefined : items,
    customer: writtenPhone === shownPhone(order.customer) ? person : customer,
    payment: payment && newsOf(payment, order),
  };
  requireComplete(changed, order);
  return changed;
}

/** A phone as orders show it: E.164 without its plus. */
export const shownPhone = ({ phone }: Pick<Customer, 'phone'>): string => phone.replace(/^\+/, '');

/** On one line, as every item's name is; what a promotion changed of the price, clients do not say. */
const asSent = ({ modification: _modification, name, ...item }: OrderItem): OrderItem => ({
  name: oneLine(name).trim(),
  ...item,
});

/** That all is paid is news each time: the total may have grown since. */
function newsOf({ status, method, note, ...rest }: GivenPayment, { payment, total }: Order): GivenPayment {
  const known = payment.note;
  const isKnown = status === payment.status && status !== 'paid';
  const news = { ...rest, status: isKnown ? undefined : status, method, note };
  if (!note || !known) return news;
  const isSameMethod = note.method === known.method;
  const changed = {
    method: isSameMethod ? undefined : note.method,
    paymentId: note.paymentId === known.paymentId ? undefined : note.paymentId,
    amount: note.amount === (known.amount ?? total) ? undefined : note.amount,
  };
  const isChanged = Object.values(changed).some((value) => value !== undefined);
  return { ...news, method: isSameMethod ? undefined : method, note: isChanged ? changed : undefined };
}

/** Of an address that is new, in characters. */
export const LONGEST_ADDRESS = 500;

/** Whether a text has the form of an e-mail address. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);

function requireComplete(
  { items, customer, address }: OrderUpdate,
  { customer: before, ...order }: Order,
): void {
  const issues: ProblemIssue[] = (items ?? []).flatMap(({ price }, index) =>
    price === null ? [{ field: `updates.product_items.${index}.price`, rule: 'required' }] : [],
  );
  if (items?.length === 0) issues.push({ field: 'updates.product_items', rule: 'min_items', expected: 1 });
  const { email } = customer ?? {};
  if (email && email !== before.email && !looksLikeEmail(email))
    issues.push({ field: 'updates.email', rule: 'format', expected: 'email address' });
  if (customer?.isPhoneRaw)
    issues.push({ field: 'updates.mobile', rule: 'format', expected: 'phone number' });
  const line = address ? wholeAddress(address) : '';
  if (line.length > LONGEST_ADDRESS && !(order.address && line === wholeAddress(order.address)))
    issues.push({
      field: 'updates.delivery_details.address',
      rule: 'max_length',
      expected: LONGEST_ADDRESS,
    });
  if (issues.length > 0) throw new Problem('invalid_request', { issues });
}
