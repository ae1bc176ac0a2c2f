import { DEFAULT_SOURCE, type ExternalId, isSameSource, orderIdOf } from '../../orders/names/external-id.ts';
import type { Order } from '../../orders/order/order.ts';
import { subscriberOf } from '../../phones/subscriber.ts';

/** The parts of a trigger that identify an order, besides its external id; undefined where it has none. */
export interface TriggerHints {
  source?: string | undefined;
  /** Of the customer, E.164. */
  phone?: string | undefined;
}

/** The orders that may be meant: the one of the source, else all that have the external id. */
export function candidatesOf(
  known: ExternalId | undefined,
  { source = DEFAULT_SOURCE }: TriggerHints,
): string[] {
  const exact = orderIdOf(known, source);
  return exact === undefined ? Object.values(known?.orders ?? {}) : [exact];
}

/**
 * Which of the candidates is meant. Two systems may give different orders one id: the one of another source is meant only
 * when it is the same subscriber's, or when nothing contradicts it.
 */
export function orderReferredTo(
  candidates: readonly Order[],
  { source, phone }: TriggerHints,
): Order | undefined {
  const [only, ...others] = candidates;
  const first = others.length === 0 ? only : undefined;
  if (first && isSameSource(first.source, source ?? DEFAULT_SOURCE)) return first;
  const isReadable = first?.customer.isPhoneRaw === false;
  if (first && source === undefined && (phone === undefined || !isReadable)) return first;
  const subscriber = phone && subscriberOf(phone);
  const same = candidates.filter(({ customer }) => subscriberOf(customer.phone) === subscriber);
  // Of several the first that was made: another one would have the customer called about it once more.
  const [earliest] = same.map(({ id }) => id).toSorted();
  return same.find(({ id }) => id === earliest);
}
