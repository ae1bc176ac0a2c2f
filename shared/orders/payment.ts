import { Big } from 'big.js';
import type { Amount } from './money.ts';
import type { Payment, PaymentMethod, PaymentNote, PaymentStatus } from './order.ts';

/** What is told of a payment; what is left out stays as it is, or has its default on a new order. */
export interface GivenPayment {
  method?: PaymentMethod | undefined;
  status?: PaymentStatus | undefined;
  note?: Partial<PaymentNote> | undefined;
}

/** The payment of a new order: cash on delivery and unpaid, unless it is told otherwise. */
export function paymentOf(given: GivenPayment, total: Amount): Payment {
  const start = { method: 'cod', status: 'unpaid', note: null } as const;
  return settled(merged(start, given), total);
}

/** The payment after it was told of, or after the order's total changed. */
export const paymentAfter = (before: Payment, given: GivenPayment, total: Amount): Payment =>
  settled(merged(before, given), total);

type Told = Pick<Payment, 'method' | 'status' | 'note'>;

function merged(before: Told, { method, status, note }: GivenPayment): Told {
  const empty: PaymentNote = { method: null, paymentId: null, amount: null };
  return {
    method: method ?? before.method,
    status: status ?? before.status,
    note: note ? { ...empty, ...before.note, ...defined(note) } : before.note,
  };
}

/** What was received and what is still to come follows from the status, and from the amount when one was told. */
function settled({ method, status, note }: Told, total: Amount): Payment {
  const collected = status === 'paid' ? (note?.amount ?? total) : '0';
  const owes = status === 'unpaid' || status === 'pending' || status === 'paid';
  const left = new Big(total).minus(collected);
  const due = owes && left.gt(0) ? left.toFixed() : '0';
  return { method, status, due, collected, note };
}

const defined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
