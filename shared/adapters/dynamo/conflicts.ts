import { retry } from '../../base/async/retry.ts';
import { isCancelled, isConflicting } from './sdk/refusals.ts';

/** How often a write that conflicts with transactions on the same items is tried before it fails. */
const ATTEMPTS = 12;

/**
 * Repeats a write that conflicted with a transaction on the same item: nothing of it was stored, and the SDK does not
 * retry it. A write whose condition failed is not repeated.
 */
export const retryingConflicts = <T>(send: () => Promise<T>): Promise<T> =>
  retry(send, async (thrown, times) => {
    if (times === ATTEMPTS || !isConflict(thrown)) return false;
    await pause(times);
    return true;
  });

function isConflict(thrown: unknown): boolean {
  if (isConflicting(thrown)) return true;
  if (!isCancelled(thrown)) return false;
  const codes = (thrown.CancellationReasons ?? []).map(({ Code = 'None' }) => Code);
  return codes.some((code) => code !== 'None') && codes.every((code) => PASSING.has(code));
}

/** The cancellation reasons of a transaction that are not failed conditions; `None` is for writes that were fine. */
const PASSING = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Full jitter, as AWS advises for retries: a random wait below 10 ms × 2ⁿ, at most 400 ms. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resume) => setTimeout(resume, Math.random() * Math.min(400, 10 * 2 ** attempt)));
