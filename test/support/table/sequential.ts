import type { RoundTrip } from '../../../shared/adapters/dynamo/sdk/meter.ts';

/** How many of some round trips were made one after the other: those that overlap count once. */
export function sequential(trips: readonly Pick<RoundTrip, 'began' | 'ended'>[]): number {
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const { began, ended } of trips.toSorted((one, other) => one.ended - other.ended))
    if (began >= last) {
      count++;
      last = ended;
    }
  return count;
}
