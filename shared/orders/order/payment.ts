import { Big } from 'big.js';
import { withoutUndefined } from '../../base/objects.ts';
import type { PaymentMethod, PaymentStatus } from '../../events/order-words.ts';
import type { Amount } from './money.ts';
import type { Payment, PaymentNote } from './order.ts';

/** A client's data about a payment; parts that are left out stay as they are, or have their defaults on a new order. */
export interface GivenPayment {
  method?: PaymentMethod | undefined;
  status?: PaymentStatus | undefined;
  note?: { [K in keyof PaymentNote]?: PaymentNote[K] | undefined } | undefined;
}

/** The payment of a new order: cash on delivery and unpaid by default. */
export const paymentOf = (given: GivenPayment, total: Amount): Payment =>
  paymentAfter({ method: 'cod', status: 'unpaid', due: total, collected: '0', note: null }, given, total);

/**
 * The payment after a client reported it, or after the order's total changed. Paid is the amount that was given, else the
 * whole total; a later total that differs makes the rest due, or not.
 */
export function paymentAfter(before: Payment, given: GivenPayment, total: Amount): Payment {
  const { status = before.status } = given;
  const note = given.note ? { ...EMPTY, ...before.note, ...withoutUndefined(given.note) } : before.note;
  const isReported = given.status !== undefined || given.note?.amount !== undefined;
  const received = status === 'paid' ? (note?.amount ?? total) : '0';
  const collected = isReported ? received : before.collected;
  const left = new Big(total).minus(collected);
  const method = given.method ?? before.method;
  return {
    // A payment before the parcel came is prepaid, whatever word names it.
    method: method === 'unknown' && Number(collected) > 0 ? 'prepaid' : method,
    status,
    due: OWING.includes(status) && left.gt(0) ? left.toFixed() : '0',
    collected,
    note,
  };
}

/** The payment after cash was collected for the order: added to earlier cash, and pending while some is still due. */
export function paymentAfterCash(before: Payment, cash: Amount, total: Amount): Payment {
  const collected = new Big(before.collected).plus(cash);
  const left = new Big(total).minus(collected);
  const isPaid = left.lte(0);
  return {
    ...before,
    status: isPaid ? 'paid' : 'pending',
    due: isPaid ? '0' : left.toFixed(),
    collected: collected.toFixed(),
    // A later report that all is paid means the total, and not the cash taken so far.
    note: isPaid ? { ...EMPTY, ...before.note, amount: collected.toFixed() } : before.note,
  };
}

const EMPTY: PaymentNote = { method: null, paymentId: null, amount: null };
const OWING: readonly PaymentStatus[] = ['unpaid', 'pending', 'paid'];
