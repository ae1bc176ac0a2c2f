import type { TenantShown } from '../../../base/views.ts';

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof days)[number];

type CallingHours = NonNullable<TenantShown['callingHours']>;

/** A stretch of a day, as `09:00` to `24:00`; an end that is not typed in yet is empty. */
export interface DayWindow {
  from: string;
  to: string;
}

export type Week = Readonly<Record<Day, readonly DayWindow[]>>;

export const weekOf = (hours: Partial<CallingHours> | null | undefined): Week =>
  Object.fromEntries(days.map((day): [Day, readonly DayWindow[]] => [day, hours?.[day] ?? []])) as Week;

/** Whether the hours name weekdays, and do not leave them to the country's. */
export const hasWeek = (hours: Partial<CallingHours> | null | undefined): boolean =>
  days.some((day) => hours?.[day] !== undefined);

/** Minutes since midnight; undefined for what is no time of day. */
export function minutesOf(text: string): number | undefined {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? undefined
    : hours * 60 + minutes;
}

/** A week as its editor's field holds it. */
export const weekIn = (form: FormData, name: string): Week | undefined => {
  const text = form.get(name);
  return typeof text === 'string' ? (JSON.parse(text) as Week) : undefined;
};
