import type { Urgency } from './pricing/ship-type.ts';
import { closingTime } from './regions/opening-hours.ts';
import type { Region } from './regions/region.ts';

interface Promised {
  description: string;
  /** Minutes from booking to the door; `day` for the end of the day that the booking falls on, on the region's clock. */
  within: number | 'day';
}

/** The promise of each urgency. */
export const promises: Readonly<Record<Urgency, Promised>> = {
  now: { description: 'Delivery at priority', within: 60 },
  rush: { description: 'Delivery within 2 hours', within: 120 },
  xpress: { description: 'Delivery within 4 hours', within: 240 },
  sameday: { description: 'Same day delivery', within: 'day' },
  standard: { description: 'Next day delivery', within: 24 * 60 },
};

/** When a delivery that starts at an instant is promised to be at its door. */
export async function promisedAt(
  urgency: Urgency,
  startAt: Date,
  region: Pick<Region, 'hours' | 'timeZone'>,
): Promise<Date> {
  const { within } = promises[urgency];
  return within === 'day' ? closingTime(startAt, region) : new Date(startAt.getTime() + within * 60_000);
}
