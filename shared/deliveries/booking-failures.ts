import type { EventData } from '../events/catalogue.ts';
import type { Failure } from '../serviceability/failure.ts';
import { wordedIn } from '../serviceability/wording.ts';

/** Why something was not booked; without a message where the reason says it all. */
export type BookingFailure = Pick<Failure, 'reason' | 'rule'> & { message?: string };

/** Failures as events hold them, in plain words. */
export const eventFailures = (
  failures: readonly BookingFailure[],
): EventData<'order.dispatch_failed'>['failures'] =>
  failures.map(({ reason, rule, message }) => ({
    reason,
    rule,
    ...(message !== undefined && { message: wordedIn(message) }),
  }));
