import type { Turn } from '../deliveries/attempt-message.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';

/** The attempts of one endpoint that may be made at the moment, and when the next one may start. */
export interface Turns {
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

/** How long a place is kept for one who does not give it back: longer than an invocation lives (30 s). */
export const PLACE_MS = 60_000;

/** How far ahead of its start an attempt may be given its turn: its invocation waits that long. */
export const AHEAD_MS = 2_000;

/** What a message needs from the line to an invocation, most of the time. */
export const TRAVEL_MS = 500;

export const noTurns: Turns = { places: {}, nextStart: 0, joined: 0, version: 0 };

const isSlow = ({ slowUntil }: Pick<WebhookEndpoint, 'slowUntil'>, now: Date): boolean =>
  slowUntil !== undefined && new Date(slowUntil) > now;

/** What holds for an endpoint at an instant; undefined when nothing does: a disabled one gets no attempts. */
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

/** Gives a turn to one who has just come; undefined when all places are taken, it is too early, or others wait. */
export function takePlace(
  turns: Turns,
  limits: Limits,
  place: string,
  now: Date,
): { turns: Turns; turn: Turn } | undefined {
  return turns.lineAt === undefined ? give(turns, limits, place, now, now.getTime()) : undefined;
}

/** Gives a new turn to an attempt that had one and came too late to start at its time. */
export const retakePlace = (
  turns: Turns,
  limits: Limits,
  place: string,
  now: Date,
): ReturnType<typeof takePlace> => give(turns, limits, place, now, now.getTime());

/**
 * Gives turns to the first in line, as many as there is room for, skipping those that have one already.
 * @param earliest milliseconds since 1970: no attempt starts before
 */
export function grantTurns(
  turns: Turns,
  limits: Limits,
  line: readonly string[],
  now: Date,
  earliest: number = now.getTime(),
): { turns: Turns; given: Turn[] } {
  const given: Turn[] = [];
  let after = turns;
  for (const place of line) {
    if (hasPlace(turns, place, now)) continue;
    const next = give(after, limits, place, now, earliest);
    if (next === undefined) break;
    after = next.turns;
    given.push(next.turn);
  }
  return { turns: after, given };
}

const hasPlace = ({ places }: Turns, place: string, now: Date): boolean => new Date(places[place] ?? 0) > now;

function give(
  turns: Turns,
  { places: most, perSecond }: Limits,
  place: string,
  now: Date,
  earliest: number,
): { turns: Turns; turn: Turn } | undefined {
  const others = Object.entries(turns.places).filter(([id, until]) => id !== place && new Date(until) > now);
  const startAt = Math.max(earliest, turns.nextStart);
  if (others.length >= most || startAt > now.getTime() + AHEAD_MS) return undefined;
  const until = new Date(now.getTime() + PLACE_MS).toISOString();
  return {
    turns: {
      ...turns,
      places: Number.isFinite(most) ? { ...Object.fromEntries(others), [place]: until } : turns.places,
      nextStart: Number.isFinite(perSecond) ? startAt + 1000 / perSecond : turns.nextStart,
    },
    turn: { place, until, startAt },
  };
}

/** An attempt that starts later than its turn by more than this would meet the next ones' starts. */
const LATE_MS = 250;

/** What an invocation that begins now may still take: a place must outlive it. */
const INVOCATION_MS = 35_000;

/** Whether a turn that was given in the line still holds. */
export function isInTime({ until, startAt }: Turn, limits: Limits, now: Date): boolean {
  const late = now.getTime() - startAt > LATE_MS && Number.isFinite(limits.perSecond);
  return !late && Date.parse(until) - now.getTime() > INVOCATION_MS;
}
