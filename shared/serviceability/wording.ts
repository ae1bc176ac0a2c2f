import { type DeliveryStatus, deliveryStatuses } from '../events/delivery-words.ts';

/** The placeholders of a message, for which each dialect has its own word. */
export type Term = 'quote' | 'start' | 'ask_for_another' | DeliveryStatus;

const plain = {
  quote: 'The quote',
  start: 'The start',
  ask_for_another: 'ask for another delivery of the order',
  ...(Object.fromEntries(deliveryStatuses.map((status) => [status, status.replaceAll('_', ' ')])) as Record<
    DeliveryStatus,
    string
  >),
} satisfies Record<Term, string>;

/** A message for a person to read, its terms in a dialect's words or in plain ones. */
export const wordedIn = (message: string, words: Readonly<Record<Term, string>> = plain): string =>
  message.replaceAll(/\{(\w+)\}/g, (whole, term: string) =>
    Object.hasOwn(words, term) ? words[term as Term] : whole,
  );
