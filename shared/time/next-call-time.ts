import { type CallingHours, namesWeekdays } from './calling-hours.ts';
import { defaultHours } from './default-hours.ts';
import { type HolidayCalendar, loadLegalHolidays } from './holidays.ts';
import { nextOpening, type TemporalApi } from './next-opening.ts';
import { weekdays } from './weekdays.ts';

/** Date library and holidays, loaded with the first call that needs them. */
export interface Calendar {
  Temporal: TemporalApi;
  legalHolidays: (country: string) => HolidayCalendar;
}

export async function loadCalendar(): Promise<Calendar> {
  const [{ Temporal }, legalHolidays] = await Promise.all([
    import('./temporal.lazy.ts'),
    loadLegalHolidays(),
  ]);
  return { Temporal, legalHolidays };
}

/**
 * The first instant, from `now` on, at which the customer may be called: `now` itself when that is allowed.
 *
 * @param hours the tenant's own; without any, the defaults of the customer's country
 * @param country ISO 3166-1 alpha-2, of the customer: decides the legal holidays
 * @param timeZone IANA name, of the customer: the hours are those of this clock
 * @throws RangeError when the hours have no window at all or the zone does not exist
 */
export function nextCallTime(
  { Temporal, legalHolidays }: Calendar,
  now: Date,
  hours: CallingHours | null | undefined,
  country: string,
  timeZone: string,
): Date {
  const week = weekOf(hours, country);
  if (!weekdays.some((day) => week[day]?.length)) throw new RangeError('The calling hours have no window');
  const isLegalHoliday = legalHolidays(country);
  // Every week has a window, and no list of holidays covers all weeks.
  const windowsOf = (date: string, weekday: number) => {
    const day = weekdays[weekday - 1];
    const isLegal = isLegalHoliday(date) && !week.workingHolidays?.includes(date);
    const isFree = isLegal || week.holidays?.includes(date);
    return day === undefined || isFree ? [] : (week[day] ?? []);
  };
  return nextOpening(Temporal, now, windowsOf, timeZone);
}

/** As soon as a tenant names one weekday, the country's defaults no longer apply. */
function weekOf(hours: CallingHours | null | undefined, country: string): CallingHours {
  if (hours === null || hours === undefined) return defaultHours(country);
  return namesWeekdays(hours) ? hours : { ...defaultHours(country), ...hours };
}

/** A country's rules, and the time zones that a customer there may be in. */
export interface CallClock {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** IANA names. */
  zones: readonly string[];
}

const WEEK_MS = 7 * 86_400_000;

/**
 * The first instant, from `now` on, at which all of these clocks allow a call. Undefined when there is none within a
 * week of `now`, unless there is only one clock.
 */
export function nextSharedCallTime(
  calendar: Calendar,
  now: Date,
  hours: CallingHours | null | undefined,
  clocks: readonly CallClock[],
): Date | undefined {
  const all = clocks.flatMap(({ country, zones }) => zones.map((zone) => ({ country, zone })));
  const [only, ...others] = all;
  if (only === undefined) return undefined;
  if (others.length === 0) return nextCallTime(calendar, now, hours, only.country, only.zone);
  for (let at = now; at.getTime() - now.getTime() <= WEEK_MS; ) {
    const openings = all.map(({ country, zone }) => nextCallTime(calendar, at, hours, country, zone));
    const latest = openings.reduce((a, b) => (b > a ? b : a));
    if (latest.getTime() === at.getTime()) return at;
    at = latest;
  }
  return undefined;
}
