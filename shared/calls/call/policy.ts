import type { CallPolicy } from '../../tenants/tenant/tenant.ts';
import { type CallAttemptOutcome, callAttemptOutcomes } from './call.ts';

/** The wait after the dial of this number, in seconds, before any speed-up. */
export function retryDelaySeconds(policy: Pick<CallPolicy, 'delaysMinutes'>, attempt: number): number {
  const { delaysMinutes } = policy;
  const minutes = delaysMinutes[Math.min(attempt, delaysMinutes.length) - 1] ?? 0;
  return minutes * 60;
}

/** Whether a dial that ended so is followed by another. A number that does not exist or opted out is left alone. */
export function mayRetry(
  policy: Pick<CallPolicy, 'maxAttempts'>,
  attempt: number,
  reason: string | null,
): boolean {
  if (reason === 'invalid_number' || reason === 'opt_out') return false;
  return attempt < policy.maxAttempts;
}

const attempts: readonly string[] = callAttemptOutcomes;
export const isAttemptOutcome = (outcome: string): outcome is CallAttemptOutcome =>
  attempts.includes(outcome);
