import * as z from 'zod';
import { weekdays } from './weekdays.ts';

const TIME_OF_DAY = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const TimeOfDay = z
  .string()
  .refine((text) => TIME_OF_DAY.test(text), {
    message: 'time of day (HH:MM)',
    params: { rule: 'format' },
    abort: true,
  })
  .meta({ pattern: TIME_OF_DAY.source, examples: ['09:00'] });

/**
 * A stretch of one day, `HH:MM` on the customer's clock, `to` excluded and at most `24:00`. One that crosses midnight
 * is written as two.
 */
export const CallingWindow = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

export type CallingWindow = z.output<typeof CallingWindow>;

const windows = z.array(CallingWindow).max(10).optional();

/**
 * When a tenant's customers may be called, on their own clocks. A weekday that is left out has no calls. The legal
 * holidays of the customer's country are always free of calls; `holidays` adds dates of the tenant's own.
 */
export const CallingHours = z
  .strictObject({
    monday: windows,
    tuesday: windows,
    wednesday: windows,
    thursday: windows,
    friday: windows,
    saturday: windows,
    sunday: windows,
    /** `YYYY-MM-DD`. */
    holidays: z.array(z.iso.date()).max(366).optional(),
    /** Test calls are made at any hour unless this is true. */
    applyInTest: z.boolean().optional(),
  })
  .refine((hours) => weekdays.some((day) => hours[day]?.length), {
    message: 'must leave at least one window to call in',
  });

export type CallingHours = z.output<typeof CallingHours>;
