import { fold } from '../base/fold.ts';
import type { OrderStatus } from '../events/order-words.ts';
import { isSameSubscriber, spellingsOf } from '../phones/subscriber.ts';
import type { OrderMark, OrderRow } from './search-row.ts';

/** Which orders are meant; all that is said must hold. */
export interface OrderSearch {
  status?: OrderStatus | undefined;
  /** What came back, or is paid, whatever its status is. */
  mark?: OrderMark | undefined;
  /** Created at or after. */
  from?: Date | undefined;
  /** Created at or before. */
  to?: Date | undefined;
  /** Part of the id, reference, order number, external id, name or phone. */
  term?: string | undefined;
  /** The term as a whole phone number, in E.164: its subscriber is found however the number is written. */
  phone?: string | undefined;
}

const SEARCHED = ['name', 'reference', 'number', 'externalId', 'id', 'phone'] as const;

/** Says whether a row of the right time is found by the rest of the search. */
export function matcherOf({ status, mark, term = '', phone }: OrderSearch): (row: OrderRow) => boolean {
  const part = fold(term).trim();
  const digits = phoneDigits(term);
  return (row) =>
    (status === undefined || row.status === status) &&
    (mark === undefined || row.marks.includes(mark)) &&
    (part === '' ||
      SEARCHED.some((field) => fold(row[field]).includes(part)) ||
      (digits !== undefined &&
        spellingsOf(row.phone).some((one) => one.replace(/\D/g, '').includes(digits))) ||
      (phone !== undefined && isSameSubscriber(row.phone, phone)));
}

/** The digits of a term that is written as a phone number is: `(300) 123-4567`. */
function phoneDigits(term: string): string | undefined {
  if (!/^[\d\s()+./-]+$/.test(term)) return undefined;
  const digits = term.replace(/\D/g, '');
  return digits === '' ? undefined : digits;
}
