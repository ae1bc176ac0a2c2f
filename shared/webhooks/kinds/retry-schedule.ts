import { createHash } from 'node:crypto';

export const retrySchedules = ['standard', 'long'] as const;
/** How long a delivery is tried: as the webhook's own documentation says, or for more than three days. */
export type RetrySchedule = (typeof retrySchedules)[number];

/**
 * Seconds to wait after each failed attempt of the long schedule: 75.6 hours in all, the example of Standard Webhooks.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
const LONG_WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** The most that a long wait is stretched by, so that what failed together does not come back together. */
const JITTER = 0.1;

/**
 * The waits of one delivery. The long schedule's are stretched, never shortened, by what its id says: the same every
 * time it is asked.
 *
 * @param schedule the standard one when it is undefined
 * @param standard the waits that the webhook is documented with; one that is never tried again stays so
 */
export function waitsOf(
  schedule: RetrySchedule | undefined,
  standard: readonly number[],
  deliveryId: string,
): readonly number[] {
  if (schedule !== 'long' || standard.length === 0) return standard;
  return LONG_WAITS.map((wait, index) =>
    Math.ceil(wait * (1 + JITTER * fractionOf(`${deliveryId} ${index}`))),
  );
}

/**
 * The longest wait that a receiver's `Retry-After` is granted, in seconds: an attempt that is put off further is of no use,
 * and the attempts that are left would take weeks.
 */
const MAX_RETRY_AFTER_SECONDS: Readonly<Record<RetrySchedule, number>> = { standard: 3600, long: 12 * 3600 };

/** The wait before the next attempt: what the receiver asks for within its bound, and never less than the schedule's own. */
export function waitAsAsked(
  schedule: RetrySchedule | undefined,
  wait: number,
  askedSeconds: number | undefined,
): number {
  return Math.max(wait, Math.min(askedSeconds ?? 0, MAX_RETRY_AFTER_SECONDS[schedule ?? 'standard']));
}

/** A number from 0 up to 1, spread evenly over texts. */
const fractionOf = (text: string): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
