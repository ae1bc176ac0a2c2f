import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/** An event that comes before another one of its order, and the state of its delivery. */
export interface Earlier {
  /** When it happened, ISO 8601, UTC. */
  at: string;
  /** Absent when the relay has not come to it, or never will. */
  delivery: Pick<WebhookDelivery, 'status' | 'nextAttemptAt'> | undefined;
}

/**
 * The longest that anybody is waited for who does not come: the relay gives up on an event after a day, and an attempt that
 * is late by more has lost its message.
 */
const GIVEN_UP_MS = 25 * 3600_000;

/** An event without a delivery after this time has been overlooked: the relay works on a batch for a minute at most. */
const OVERLOOKED_MS = 60_000;

/** Whether it leaves the way to later events free. */
function isSettled(
  { at, delivery }: Earlier,
  { orderedSince }: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): boolean {
  if (delivery !== undefined)
    return delivery.status !== 'pending' || lateMs(delivery.nextAttemptAt, now) > GIVEN_UP_MS;
  return !concerns(at, orderedSince) || lateMs(at, now) > GIVEN_UP_MS;
}

/** What happened before the endpoint asked for it does not come. */
const concerns = (at: string, orderedSince: string | undefined): boolean =>
  orderedSince === undefined || at >= orderedSince;

/**
 * Whether the relay has passed an event by: it lags far behind, or it read the endpoints just before this one was changed.
 * Not one that it has given up since: that may have had a delivery that has expired, and must not be sent again.
 */
export function isOverlooked(
  { at, delivery }: Earlier,
  { orderedSince }: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): boolean {
  const late = lateMs(at, now);
  const isDue = late > OVERLOOKED_MS && late <= GIVEN_UP_MS;
  return delivery === undefined && concerns(at, orderedSince) && isDue;
}

const lateMs = (at: string | undefined, now: Date): number =>
  at === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(at);

/** A late event is checked for again after this share of the time that it is late already: seldom, and for hours. */
const PATIENCE = 1 / 4;

const SOONEST_MS = 1_000;

/**
 * When an event may come that these come before: undefined for now, or the time to look again, a second from now at the
 * earliest. A delivery that ends lets the next one know; this is for when it dies on it.
 */
export function lookAgainAt(
  earlier: readonly Earlier[],
  endpoint: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): Date | undefined {
  const open = earlier.filter((one) => !isSettled(one, endpoint, now));
  if (open.length === 0) return undefined;
  const waits = open.map(({ at, delivery }) => {
    const late = lateMs(delivery === undefined ? at : delivery.nextAttemptAt, now);
    return late < 0 ? -late + SOONEST_MS : Math.max(SOONEST_MS, late * PATIENCE);
  });
  return new Date(now.getTime() + Math.max(...waits));
}
