import * as z from 'zod';
import { weekFields } from '../../time/calling-hours.ts';
import { nextOpening } from '../../time/next-opening.ts';
import { weekdays } from '../../time/weekdays.ts';

/** When a region picks up, on its own clock. A weekday that is left out, and a date among the holidays, is closed. */
export const OpeningHours = z
  .strictObject({
    ...weekFields,
    /** `YYYY-MM-DD`. */
    holidays: z.array(z.iso.date()).max(366).optional(),
  })
  .refine((hours) => weekdays.some((day) => hours[day]?.length), { message: 'must be open at some time' });

export type OpeningHours = z.output<typeof OpeningHours>;

const allDay = [{ from: '00:00', to: '24:00' }];

export const alwaysOpen: OpeningHours = Object.fromEntries(weekdays.map((day) => [day, allDay]));

/** The first instant, from `from` on, at which the region is open: `from` itself when it is. */
export async function nextOpen(from: Date, { hours, timeZone }: Opening): Promise<Date> {
  const { Temporal } = await import('../../time/temporal.lazy.ts');
  return nextOpening(Temporal, from, (date, weekday) => windowsOf(hours, date, weekday), timeZone);
}

/**
 * When the region closes for the day that an instant falls on there: the last second of a day that is open until
 * midnight, or that is closed.
 */
export async function closingTime(at: Date, { hours, timeZone }: Opening): Promise<Date> {
  const { Temporal } = await import('../../time/temporal.lazy.ts');
  const here = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const date = here.toPlainDate();
  const time = here.toPlainTime().toString({ smallestUnit: 'second' });
  const ends = windowsOf(hours, date.toString(), date.dayOfWeek).map(({ to }) => to);
  const last =
    ends
      .filter((to) => to > time)
      .sort()
      .at(-1) ?? '24:00';
  const close =
    last === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(timeZone).subtract({ seconds: 1 })
      : date.toPlainDateTime(last).toZonedDateTime(timeZone);
  return new Date(close.epochMilliseconds);
}

interface Opening {
  hours: OpeningHours;
  /** IANA name. */
  timeZone: string;
}

function windowsOf(hours: OpeningHours, date: string, weekday: number) {
  const day = weekdays[weekday - 1];
  return day === undefined || hours.holidays?.includes(date) ? [] : (hours[day] ?? []);
}
