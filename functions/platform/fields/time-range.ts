import { Problem } from '../../../shared/base/problem.ts';
import { OptionalStart, OptionalTime } from '../../../shared/http/requests/date-or-time.ts';
import { endOf, startOf } from '../../../shared/time/read-instant.ts';
import type { WrittenTime } from '../../../shared/time/written-time.ts';

/** Of the field that a range begins with. */
export const SINCE = "ISO 8601, on the tenant's clock without an offset: events from this instant or day on";

/** A time from one instant on and before another, of which either may be left out. */
export const timeRange = {
  since: OptionalStart.describe(SINCE),
  until: OptionalTime.describe(
    "ISO 8601, on the tenant's clock without an offset: events before this instant, or to the end of this day",
  ),
};

/**
 * The instants of a range as it was written.
 * @param timeZone the tenant's
 * @throws Problem invalid_request when it ends before it begins
 */
export async function readTimeRange(
  { since, until }: { since?: WrittenTime | undefined; until?: WrittenTime | undefined },
  timeZone: string,
): Promise<{ since?: Date; until?: Date }> {
  const from = since && (await startOf(since, timeZone));
  const before = until && (await (until.time === undefined ? endOf : startOf)(until, timeZone));
  if (from && before && from >= before)
    throw new Problem('invalid_request', {
      issues: [{ field: 'until', rule: 'custom', expected: 'must be later than since' }],
    });
  return { ...(from && { since: from }), ...(before && { until: before }) };
}
