import { Temporal } from 'temporal-polyfill';

/** A day, a week as ISO 8601 has it (Monday to Sunday), or a month of the calendar. */
export const periods = ['daily', 'weekly', 'monthly'] as const;
export type PeriodName = (typeof periods)[number];

/** A stretch of whole days on one clock. */
export interface Period {
  /** `2026-11-01` */
  firstDay: string;
  lastDay: string;
  /** The first instant of the first day. */
  start: Date;
  /** The last whole second of the last day. */
  end: Date;
}

/**
 * The period that an instant lies in, to its very end.
 * @param timeZone IANA name
 */
export function periodOf(name: PeriodName, at: Date, timeZone: string): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const [first, next] = boundsOf(name, today);
  // Midnight, or what the clock shows first on a day that has none.
  const instantOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds;
  return {
    firstDay: first.toString(),
    lastDay: next.subtract({ days: 1 }).toString(),
    start: new Date(instantOf(first)),
    end: new Date(instantOf(next) - 1000),
  };
}

function boundsOf(
  name: PeriodName,
  today: Temporal.PlainDate,
): [first: Temporal.PlainDate, next: Temporal.PlainDate] {
  if (name === 'daily') return [today, today.add({ days: 1 })];
  if (name === 'weekly') {
    const monday = today.subtract({ days: today.dayOfWeek - 1 });
    return [monday, monday.add({ weeks: 1 })];
  }
  const first = today.with({ day: 1 });
  return [first, first.add({ months: 1 })];
}
