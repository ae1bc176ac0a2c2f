/** A day, a week as ISO 8601 has it (Monday to Sunday), or a month of the calendar. */
export const periods = ['daily', 'weekly', 'monthly'] as const;
export type PeriodName = (typeof periods)[number];
