import type { WebhookDelivery } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/** An event that comes before another one of its order, and the state of its delivery. */
export interface EarlierEvent {
  /** When it happened, ISO 8601, UTC. */
  at: string;
  /** Absent when the relay has not handled it yet, or never will. */
  delivery: Pick<WebhookDelivery, 'status' | 'nextAttemptAt'> | undefined;
}

/**
 * The longest wait for an event that does not arrive: the relay gives up after a day, and an attempt that is later than
 * that has lost its message.
 */
const GIVEN_UP_MS = 25 * 3600_000;

/** An event without a delivery after this time was skipped: the relay handles a batch within a minute. */
const SKIPPED_AFTER_MS = 60_000;

/** Whether later events may be sent. */
function isSettled(
  { at, delivery }: EarlierEvent,
  { orderedSince }: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): boolean {
  if (delivery !== undefined)
    return delivery.status !== 'pending' || lateMs(delivery.nextAttemptAt, now) > GIVEN_UP_MS;
  return !concerns(at, orderedSince) || lateMs(at, now) > GIVEN_UP_MS;
}

/** Events from before the endpoint subscribed to them are not sent. */
const concerns = (at: string, orderedSince: string | undefined): boolean =>
  orderedSince === undefined || at >= orderedSince;

/**
 * Whether the relay skipped an event, because it lags far behind or read the endpoints just before this one changed. An
 * event it has given up on does not count: its delivery may have expired and must not be sent again.
 */
export function wasSkippedByRelay(
  { at, delivery }: EarlierEvent,
  { orderedSince }: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): boolean {
  const late = lateMs(at, now);
  const isDue = late > SKIPPED_AFTER_MS && late <= GIVEN_UP_MS;
  return delivery === undefined && concerns(at, orderedSince) && isDue;
}

const lateMs = (at: string | undefined, now: Date): number =>
  at === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(at);

/**
 * The wait before checking for a late event again, as a share of how late it is: the later, the more rarely, for hours.
 */
const RECHECK_SHARE = 1 / 4;

const SOONEST_MS = 1_000;

/**
 * When an event that these precede may be sent: undefined for now, or the time to check again, at least a second
 * away. A delivery that ends wakes the next one; this covers the case that it crashes first.
 */
export function recheckAt(
  earlier: readonly EarlierEvent[],
  endpoint: Pick<WebhookEndpoint, 'orderedSince'>,
  now: Date,
): Date | undefined {
  const open = earlier.filter((entry) => !isSettled(entry, endpoint, now));
  if (open.length === 0) return undefined;
  const waits = open.map(({ at, delivery }) => {
    const late = lateMs(delivery === undefined ? at : delivery.nextAttemptAt, now);
    return late < 0 ? -late + SOONEST_MS : Math.max(SOONEST_MS, late * RECHECK_SHARE);
  });
  return new Date(now.getTime() + Math.max(...waits));
}
