import * as z from 'zod';
import { TimeOfDay } from './time-of-day.ts';
import { weekdays } from './weekdays.ts';

/**
 * A stretch of one day, `HH:MM` on the customer's clock, `to` excluded and at most `24:00`. One that crosses midnight
 * is written as two.
 */
const CallingWindow = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

export type CallingWindow = z.output<typeof CallingWindow>;

const windows = z.array(CallingWindow).max(10).optional();
const dates = z.array(z.iso.date()).max(366).optional();

/** The windows of each weekday. */
export const weekFields = {
  monday: windows,
  tuesday: windows,
  wednesday: windows,
  thursday: windows,
  friday: windows,
  saturday: windows,
  sunday: windows,
};

/**
 * When a tenant's customers may be called, on the clocks where the parcel goes and where the phone is from. A weekday that
 * is left out has no calls. The legal holidays of either country are free of calls: `holidays` adds days to them,
 * `workingHolidays` takes days away. Where no weekday is named at all, the country's defaults apply.
 */
export const CallingHours = z
  .strictObject({
    ...weekFields,
    holidays: dates.describe('YYYY-MM-DD: days without calls besides the legal holidays'),
    workingHolidays: dates.describe('YYYY-MM-DD: legal holidays on which calls are made all the same'),
    /** Test calls are made at any hour unless this is true. */
    applyInTest: z.boolean().optional(),
  })
  .refine(
    ({ holidays = [], workingHolidays = [] }) => !workingHolidays.some((day) => holidays.includes(day)),
    {
      path: ['workingHolidays'],
      message: 'must not name a day that holidays names',
    },
  )
  .refine(
    (hours) =>
      Object.keys(hours).length > 0 && (!namesWeekdays(hours) || weekdays.some((day) => hours[day]?.length)),
    {
      message: 'must leave at least one window to call in',
    },
  );

export type CallingHours = z.output<typeof CallingHours>;

/** Whether the hours name weekdays, and do not leave them to the country's defaults. */
export const namesWeekdays = (hours: Partial<Record<(typeof weekdays)[number], unknown>>): boolean =>
  weekdays.some((day) => hours[day] !== undefined);
