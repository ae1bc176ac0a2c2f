import type { CallingHours } from './calling-hours.ts';
import { defaultHours } from './default-hours.ts';
import { legalHolidays } from './holidays.ts';
import { nextOpening } from './next-opening.ts';
import { weekdays } from './weekdays.ts';

/**
 * The first instant, from `now` on, at which the customer may be called: `now` itself when that is allowed.
 *
 * @param hours the tenant's own; without any, the defaults of the customer's country
 * @param country ISO 3166-1 alpha-2, of the customer: decides the legal holidays
 * @param timeZone IANA name, of the customer: the hours are those of this clock
 * @throws RangeError when the hours have no window at all or the zone does not exist
 */
export async function nextCallTime(
  now: Date,
  hours: CallingHours | null | undefined,
  country: string,
  timeZone: string,
): Promise<Date> {
  const week = hours ?? defaultHours(country);
  if (!weekdays.some((day) => week[day]?.length)) throw new RangeError('The calling hours have no window');
  const isLegalHoliday = await legalHolidays(country);
  // Every week has a window, and neither the list of the tenant's holidays nor a country's takes all weeks.
  const windowsOf = (date: string, weekday: number) => {
    const day = weekdays[weekday - 1];
    const isFree = isLegalHoliday(date) || week.holidays?.includes(date);
    return day === undefined || isFree ? [] : (week[day] ?? []);
  };
  return nextOpening(now, windowsOf, timeZone);
}
