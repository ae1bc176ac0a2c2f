import { type Area, areaBoxOf } from '../../geo/geometry/area.ts';
import { offsetMinutes } from '../../time/offset.ts';

const DAY_MS = 86_400_000;

/**
 * Whether an area lies where its longitudes and latitudes would be right the other way round: two hours and more from
 * the clock of its time zone, and within one of it when they are swapped. No place has its clock that far from the sun and
 * that near by chance. A zone without a place, like UTC, tells nothing.
 * @param timeZone IANA name
 */
export function isSwapped(area: Area, timeZone: string, now: Date): boolean {
  if (!timeZone.includes('/') || /^etc\//i.test(timeZone)) return false;
  const halfAYearOn = new Date(now.getTime() + 182 * DAY_MS);
  const hours = Math.min(offsetMinutes(now, timeZone), offsetMinutes(halfAYearOn, timeZone)) / 60;
  const { west, south, east, north } = areaBoxOf(area);
  const awayFrom = (degrees: number) => Math.abs(((((degrees / 15 - hours) % 24) + 36) % 24) - 12);
  return awayFrom((west + east) / 2) > 2 && awayFrom((south + north) / 2) < 1;
}
