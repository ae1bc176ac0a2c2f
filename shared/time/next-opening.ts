import type { Temporal } from 'temporal-polyfill';

/** A stretch of one day, `HH:MM` on a wall clock, `to` excluded and at most `24:00`. */
export interface Window {
  from: string;
  to: string;
}

/** The part of Temporal that calculates with days and clocks. */
export type TemporalApi = typeof Temporal;

/** The windows of a date, `YYYY-MM-DD`, whose weekday counts from 1, Monday, as in ISO 8601. */
export type WindowsOf = (date: string, weekday: number) => readonly Window[];

/**
 * The first instant, from `from` on, at which one of the windows is open: `from` itself when one is.
 *
 * Only the wall clock counts: a window whose start is skipped by the change to summer time starts when the clock jumps
 * into it, and one that the change back repeats is open both times.
 *
 * @param Temporal what `temporal.lazy.ts` exports, which is loaded where it is needed
 * @param windowsOf must return a window sooner or later: nothing else ends the search
 * @param timeZone IANA name
 * @throws RangeError when the zone does not exist
 */
export function nextOpening(Temporal: TemporalApi, from: Date, windowsOf: WindowsOf, timeZone: string): Date {
  const windowsOn = (date: Temporal.PlainDate) => windowsOf(date.toString(), date.dayOfWeek);
  const isOpen = (at: Temporal.ZonedDateTime): boolean => {
    const time = at.toPlainTime().toString({ smallestUnit: 'minute' });
    return windowsOn(at.toPlainDate()).some((window) => window.from <= time && time < window.to);
  };
  /** Every instant of a date at which it may open. */
  const turns = (date: Temporal.PlainDate): Temporal.ZonedDateTime[] => {
    const windows = windowsOn(date);
    if (windows.length === 0) return [];
    const midnight = date.toZonedDateTime(timeZone);
    const jump = midnight.hoursInDay === 24 ? null : midnight.getTimeZoneTransition('next');
    const starts = windows.flatMap((window) =>
      (['earlier', 'later'] as const).map((disambiguation) =>
        date.toPlainDateTime(window.from).toZonedDateTime(timeZone, { disambiguation }),
      ),
    );
    // A day whose clock jumps at midnight starts after the jump; the next jump is half a year away.
    const jumps = jump?.toPlainDate().equals(date) ? [jump] : [];
    return [midnight, ...jumps, ...starts];
  };

  const present = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  if (isOpen(present)) return from;
  for (let date = present.toPlainDate(); ; date = date.add({ days: 1 })) {
    const [first] = turns(date)
      .filter((at) => at.epochMilliseconds > from.getTime() && isOpen(at))
      .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds);
    if (first) return new Date(first.epochMilliseconds);
  }
}
