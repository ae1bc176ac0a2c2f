import type { Permit } from '../deliveries/attempt-message.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/** The attempts at one endpoint that are running now, and when the next one may start. */
export interface Throttle {
  /** Attempts with a place, where places are limited, and when it expires if their worker crashes (ISO 8601, UTC). */
  places: Readonly<Record<string, string>>;
  /** No attempt starts before, so that the rate is kept; milliseconds since 1970, fractions too. */
  nextStart: number;
  /** ISO 8601, UTC: when the line is processed next; absent when it is empty. */
  lineAt?: string | undefined;
  /** How many attempts joined the line: it ends only if none has joined in the meantime. */
  joined: number;
  /** Counts the changes, but for places given back and joining the line. */
  version: number;
}

/** Infinity where there is no limit. */
export interface Limits {
  places: number;
  perSecond: number;
}

/** Attempts at the same time that an endpoint gets while it is slow. */
const SLOW_PLACES = 5;

/** How long a place is reserved for a worker that does not release it: longer than an invocation lasts (30 s). */
export const PLACE_MS = 60_000;

/** How far ahead of its start an attempt may be given its permit: its invocation waits that long. */
export const AHEAD_MS = 2_000;

/** How long a message usually takes from the line to an invocation. */
export const TRAVEL_MS = 500;

export const idleThrottle: Throttle = { places: {}, nextStart: 0, joined: 0, version: 0 };

const isSlow = ({ slowUntil }: Pick<WebhookEndpoint, 'slowUntil'>, now: Date): boolean =>
  slowUntil !== undefined && new Date(slowUntil) > now;

/** The limits of an endpoint at an instant; undefined without any: a disabled one gets no attempts. */
export function limitsOf(
  endpoint: Pick<WebhookEndpoint, 'enabled' | 'maxConcurrency' | 'rateLimit' | 'slowUntil'>,
  now: Date,
): Limits | undefined {
  const { enabled, maxConcurrency, rateLimit } = endpoint;
  if (!enabled) return undefined;
  const slow = isSlow(endpoint, now);
  if (maxConcurrency === null && rateLimit === null && !slow) return undefined;
  const most = slow ? SLOW_PLACES : Number.POSITIVE_INFINITY;
  return {
    places: Math.min(maxConcurrency ?? Number.POSITIVE_INFINITY, most),
    perSecond: rateLimit ?? Number.POSITIVE_INFINITY,
  };
}

/** Gives a permit to an attempt that has just come; undefined when all places are taken, it is too early, or others wait. */
export function takePlace(
  throttle: Throttle,
  limits: Limits,
  place: string,
  now: Date,
): { throttle: Throttle; permit: Permit } | undefined {
  return throttle.lineAt === undefined ? give(throttle, limits, place, now, now.getTime()) : undefined;
}

/** Gives a new permit to an attempt that had one and came too late to start at its time. */
export const retakePlace = (
  throttle: Throttle,
  limits: Limits,
  place: string,
  now: Date,
): ReturnType<typeof takePlace> => give(throttle, limits, place, now, now.getTime());

/**
 * gives permits to the first in line, as many as there is room for, skipping those that have one already.
 * @param earliest milliseconds since 1970: no attempt starts before
 */
export function grantPermits(
  throttle: Throttle,
  limits: Limits,
  line: readonly string[],
  now: Date,
  earliest: number = now.getTime(),
): { throttle: Throttle; given: Permit[] } {
  const given: Permit[] = [];
  let after = throttle;
  for (const place of line) {
    if (hasPlace(throttle, place, now)) continue;
    const next = give(after, limits, place, now, earliest);
    if (next === undefined) break;
    after = next.throttle;
    given.push(next.permit);
  }
  return { throttle: after, given };
}

const hasPlace = ({ places }: Throttle, place: string, now: Date): boolean =>
  new Date(places[place] ?? 0) > now;

function give(
  throttle: Throttle,
  { places: most, perSecond }: Limits,
  place: string,
  now: Date,
  earliest: number,
): { throttle: Throttle; permit: Permit } | undefined {
  const others = Object.entries(throttle.places).filter(
    ([id, until]) => id !== place && new Date(until) > now,
  );
  const startAt = Math.max(earliest, throttle.nextStart);
  if (others.length >= most || startAt > now.getTime() + AHEAD_MS) return undefined;
  const until = new Date(now.getTime() + PLACE_MS).toISOString();
  return {
    throttle: {
      ...throttle,
      places: Number.isFinite(most) ? { ...Object.fromEntries(others), [place]: until } : throttle.places,
      nextStart: Number.isFinite(perSecond) ? startAt + 1000 / perSecond : throttle.nextStart,
    },
    permit: { place, until, startAt },
  };
}

/** An attempt that starts this much later than its permit says would collide with the next ones. */
const LATE_MS = 250;

/** What an invocation that begins now may still take: a place must outlive it. */
const INVOCATION_MS = 35_000;

/** Whether a permit that was given in the line still holds. */
export function isInTime({ until, startAt }: Permit, limits: Limits, now: Date): boolean {
  const late = now.getTime() - startAt > LATE_MS && Number.isFinite(limits.perSecond);
  return !late && Date.parse(until) - now.getTime() > INVOCATION_MS;
}
