import * as z from 'zod';
import { matchesWord } from '../../../shared/base/input/coerce-values.ts';
import { type OrderStatus, orderStatuses } from '../../../shared/events/order-words.ts';

/** A shop's word for a status, in our terms. */
export interface GivenStatus {
  /** As it is answered: the word that was sent where it is ours, else ours. */
  shown: string | undefined;
  /** Undefined when the word does not imply one. */
  status?: OrderStatus;
  /** A change that the word implies in addition, or instead. */
  logistics?: 'returned';
  payment?: 'paid';
}

/** Words of other shops and their platforms, written with `_`. */
const OTHERS: Readonly<Record<string, Omit<GivenStatus, 'shown'>>> = {
  canceled: { status: 'cancelled' },
  on_hold: { status: 'needs_review' },
  returned: { status: 'cancelled', logistics: 'returned' },
  in_transit: { status: 'shipped' },
  out_for_delivery: { status: 'shipped' },
  fulfilled: { status: 'shipped' },
  paid: { payment: 'paid' },
};

/** @returns undefined for a word that is no status */
export function readStatus(sent: string): GivenStatus | undefined {
  const written = sent.trim();
  const word = matchesWord(written);
  const own = orderStatuses.find(word);
  if (own !== undefined) return { status: own, shown: own === written.toLowerCase() ? written : own };
  const other = OTHERS[Object.keys(OTHERS).find(word) ?? ''];
  return other && { ...other, shown: other.status };
}

export const Status = z
  .string()
  .max(40)
  .transform((sent, context) => {
    const given = readStatus(sent);
    if (given !== undefined) return given;
    context.addIssue({ code: 'invalid_value', values: [...orderStatuses], input: sent });
    return z.NEVER;
  })
  .describe(
    `In any case: ${orderStatuses.join(', ')}. Also canceled, on-hold (needs_review), returned (cancelled, and returned for its logistics), in_transit, out_for_delivery and fulfilled (shipped), and paid (the payment; the status stays): they are answered with ours`,
  );
