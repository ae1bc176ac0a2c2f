import { after, type Speed } from '../../adapters/queues/wait.ts';
import type { Call } from '../call/call.ts';

/** When to poll a provider for a dial that it did not report, in seconds after the dial; after the last it ends as unknown. */
export const POLL_SECONDS = [120, 300, 900, 3600] as const;

/** How much later than wanted a usual poll may come to stand for another, in seconds. */
const LATE_SECONDS = 60;

/**
 * Whether a usual poll comes from now on until soon after an instant. One that comes before it finds that the call is over, and
 * has it polled then.
 */
export function isPolledBy(at: Date, { dialedAt }: Pick<Call, 'dialedAt'>, now: Date, speed: Speed): boolean {
  if (dialedAt === null) return false;
  const latest = after(at, LATE_SECONDS, speed);
  const polls = POLL_SECONDS.map((seconds) => after(new Date(dialedAt), seconds, speed));
  return polls.some((poll) => poll > now && poll <= latest);
}
