import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { EventData } from '../../events/catalogue.ts';
import { change, type Draft, record } from '../../orders/order/draft.ts';
import type { BookingFailureMark } from '../../orders/order/order.ts';
import type { Failure } from '../../serviceability/failure.ts';
import { wordedIn } from '../../serviceability/wording.ts';

/** Why something was not booked; without a message where the reason is enough. */
export type BookingFailure = Pick<Failure, 'reason' | 'rule'> & { message?: string };

/** Failures as events hold them, in plain words. */
const eventFailures = (failures: readonly BookingFailure[]): EventData<'order.dispatch_failed'>['failures'] =>
  failures.map(({ reason, rule, message }) => ({
    reason,
    rule,
    ...(message !== undefined && { message: wordedIn(message) }),
  }));

/** Records on the order that it could not be booked, and flags it for the list of such orders. */
export function recordBookingFailure(
  draft: Draft,
  context: DecisionContext,
  failures: readonly BookingFailure[],
  details: Omit<EventData<'order.dispatch_failed'>, 'failures'> = {},
): Draft {
  const recorded = eventFailures(failures);
  const [first] = recorded;
  const bookingFailure: BookingFailureMark | undefined = first && {
    at: context.now.toISOString(),
    reason: first.reason,
    message: first.message ?? null,
  };
  const marked = change(draft, context, { bookingFailure });
  return record(marked, context, 'order.dispatch_failed', { failures: recorded, ...details });
}
