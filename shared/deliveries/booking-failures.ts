import type { EventData } from '../events/catalogue.ts';
import { deliveryCodes, refusalCodes } from '../http/dialects/delivery-codes.ts';
import type { Failure } from '../serviceability/failure.ts';

/** Why something was not booked; without a message where the reason says it all. */
export type BookingFailure = Pick<Failure, 'reason' | 'rule'> & { message?: string };

/** Failures as events hold them: by the codes of the delivery API, which stored events have always named. */
export const eventFailures = (
  failures: readonly BookingFailure[],
): EventData<'order.dispatch_failed'>['failures'] =>
  failures.map(({ reason, rule, message }) => {
    const code = refusalCodes[reason];
    return { code, rule, message: message ?? deliveryCodes[code].reason };
  });
