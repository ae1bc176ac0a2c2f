import type { Temporal } from 'temporal-polyfill';
import type { CallingHours } from './calling-hours.ts';
import { defaultHours } from './default-hours.ts';
import { legalHolidays } from './holidays.ts';
import { weekdays } from './weekdays.ts';

/**
 * The first instant, from `now` on, at which the customer may be called: `now` itself when that is allowed.
 *
 * The customer's wall clock decides, and nothing else: a window that the change to summer time cuts off starts as the
 * clock jumps into it, and one that the change back repeats is open both times.
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
  const [{ Temporal }, isLegalHoliday] = await Promise.all([
    import('temporal-polyfill'),
    legalHolidays(country),
  ]);

  const windowsOn = (date: Temporal.PlainDate) => {
    const day = weekdays[date.dayOfWeek - 1];
    const isFree = isLegalHoliday(date.toString()) || week.holidays?.includes(date.toString());
    return day === undefined || isFree ? [] : (week[day] ?? []);
  };
  const isOpen = (at: Temporal.ZonedDateTime): boolean => {
    const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
    return windowsOn(at.toPlainDate()).some(({ from, to }) => from <= time && time < to);
  };
  /** Every instant of a date at which a closed clock may become an open one. */
  const turns = (date: Temporal.PlainDate): Temporal.ZonedDateTime[] => {
    const windows = windowsOn(date);
    if (windows.length === 0) return [];
    const midnight = date.toZonedDateTime(timeZone);
    const jump = midnight.hoursInDay === 24 ? null : midnight.getTimeZoneTransition('next');
    const starts = windows.flatMap(({ from }) =>
      (['earlier', 'later'] as const).map((disambiguation) =>
        date.toPlainDateTime(from).toZonedDateTime(timeZone, { disambiguation }),
      ),
    );
    // A day whose clock jumps at midnight starts behind its jump: the next one is half a year away.
    const jumps = jump?.toPlainDate().equals(date) ? [jump] : [];
    return [midnight, ...jumps, ...starts];
  };

  const present = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  if (isOpen(present)) return now;
  // Ends: every week has a window, and neither the list of the tenant's holidays nor a country's takes all weeks.
  for (let date = present.toPlainDate(); ; date = date.add({ days: 1 })) {
    const [first] = turns(date)
      .filter((at) => at.epochMilliseconds > now.getTime() && isOpen(at))
      .sort((one, other) => one.epochMilliseconds - other.epochMilliseconds);
    if (first) return new Date(first.epochMilliseconds);
  }
}
