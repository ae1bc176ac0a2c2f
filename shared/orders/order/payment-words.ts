import { isSameWord, plainWords } from '../../base/text/fold.ts';
import type { PaymentMethod } from '../../events/order-words.ts';
import type { PaymentWords } from '../../tenants/tenant/tenant.ts';
import type { Payment } from './order.ts';
import {
  alone,
  atTheDoor,
  before,
  behindPortugueseNo,
  cash,
  electronic,
  negations,
  negationsAfter,
  terminals,
  withoutCashAtTheDoor,
} from './payment-vocabulary.ts';

/**
 * The payment method that a merchant's words mean: by the tenant's own words, then by known words for payment before
 * delivery, then by whole words for cash. Any other is unknown: no cash is collected that may have been paid.
 */
export function paymentMethodOf(word: string, { cashMethods, prepaidMethods }: PaymentWords): PaymentMethod {
  const isTaught = (methods: readonly string[]) => methods.some((method) => isSameWord(method, word));
  if (isTaught(cashMethods)) return 'cod';
  if (isTaught(prepaidMethods)) return 'prepaid';
  const { whole, says } = wordsOf(word);
  if (says(before) || alone.has(whole)) return 'prepaid';
  const isAtTheDoor = says(atTheDoor);
  if (says(withoutCashAtTheDoor)) return 'card_on_delivery';
  if (says(electronic)) return isAtTheDoor ? 'card_on_delivery' : 'prepaid';
  const isCash = isAtTheDoor || says(cash);
  if (says(terminals) && isCash) return 'card_on_delivery';
  return isCash ? 'cod' : 'unknown';
}

/** The method by the tenant's current words, which may be newer than the order. */
export const methodNow = ({ method, note }: Payment, words: PaymentWords): PaymentMethod =>
  method === 'unknown' && note?.method ? paymentMethodOf(note.method, words) : method;

/** Whether an order may be paid in cash at the door, as far as known. */
export const mayBeCash = (method: PaymentMethod): boolean => method === 'cod' || method === 'unknown';

/** `al momento de la entrega` */
const MAX_PHRASE_WORDS = 5;

/** A word that is missing, before the first or after the last, is in no set. */
const isOneOf = (words: { has(word: string | undefined): boolean }, word: string | undefined): boolean =>
  words.has(word);

/** The whole words of a text, and every sequence of some of them, joined without separators. */
function wordsOf(text: string): { whole: string; says: (vocabulary: ReadonlySet<string>) => boolean } {
  const words = Array.from(plainWords(text).matchAll(/[\p{L}\p{M}\p{N}]+/gu), ([word]) => word);
  const runs = new Set<string>();
  for (const [start, word] of words.entries()) {
    const last = words[start - 1];
    if (isOneOf(negations, last) && !(last === 'NO' && behindPortugueseNo.has(word))) continue;
    for (let end = start + 1; end <= start + MAX_PHRASE_WORDS; end++)
      if (!isOneOf(negationsAfter, words[end])) runs.add(words.slice(start, end).join(''));
  }
  return {
    whole: words.join(''),
    says: (vocabulary) => [...runs].some((run) => vocabulary.has(run)),
  };
}
