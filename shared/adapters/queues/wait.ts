import { MAX_DELAY_SECONDS } from './queues.ts';

/**
 * By how much the waits of a local run are shortened: retry delays, the spacing of call attempts, and the hops and
 * sweeps of both. 1 when deployed.
 */
export type Speed = number;

/** Reads `RECADO_SPEED`, which only the local host sets. @throws RangeError when it is no number above 0 */
export function speedFromEnvironment(): Speed {
  const speed = Number(process.env.RECADO_SPEED ?? 1);
  if (!Number.isFinite(speed) || speed <= 0) throw new RangeError('RECADO_SPEED must be a number above 0');
  return speed;
}

/** The instant this many seconds ahead, divided by the speed. */
export function after(now: Date, seconds: number, speed: Speed): Date {
  return new Date(now.getTime() + Math.ceil((seconds * 1000) / speed));
}

/**
 * The delay to send a message with so that it arrives at `notBefore` or, when that is further off than SQS can wait,
 * at the next hop on the way there. Whole seconds, 0 to 900.
 */
export function delayUntil(notBefore: Date | undefined, now: Date, speed: Speed): number {
  if (notBefore === undefined) return 0;
  const seconds = Math.ceil((notBefore.getTime() - now.getTime()) / 1000);
  return Math.min(Math.max(0, seconds), longestDelay(speed));
}

/** The longest delay of one message: a quarter of an hour, divided by the speed. Whole seconds. */
export const longestDelay = (speed: Speed): number =>
  Math.min(MAX_DELAY_SECONDS, Math.max(1, Math.floor(MAX_DELAY_SECONDS / speed)));

/** SQS counts whole seconds: a message up to one second early counts as on time. */
const EARLY_MS = 1000;

/** Whether a message that arrived must hop again because its time has not come. */
export function isEarly(notBefore: Date | undefined, now: Date): boolean {
  return notBefore !== undefined && notBefore.getTime() - now.getTime() > EARLY_MS;
}

/** Waits of up to an hour hop through the queue; longer ones are due items (`shared/due`). */
const MAX_HOPPED_WAIT_SECONDS = 3600;

/** Whether a wait is too long to hop, and is a due item. */
export const isFarOff = (at: Date, now: Date): boolean =>
  at.getTime() - now.getTime() > MAX_HOPPED_WAIT_SECONDS * 1000;
