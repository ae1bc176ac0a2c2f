import { loadLegalHolidays } from './holidays.ts';

/** The legal holidays of a country in the year from a day on, `YYYY-MM-DD`. @param country ISO 3166-1 alpha-2 */
export async function comingHolidays(country: string, from: Date): Promise<string[]> {
  const isHoliday = (await loadLegalHolidays())(country);
  const start = Date.parse(from.toISOString().slice(0, 10));
  return Array.from({ length: 365 }, (_, day) =>
    new Date(start + day * 86_400_000).toISOString().slice(0, 10),
  ).filter(isHoliday);
}
