/** Whether a date, `YYYY-MM-DD`, is a legal holiday. */
export type HolidayCalendar = (date: string) => boolean;

type HolidaysOfYear = (year: number) => readonly string[];

/**
 * The legal holidays of a country, by its ISO 3166-1 alpha-2 code; none for countries not listed here.
 *
 * - CO: Ley 51 de 1983 with the church's feasts, and Ley 2578 de 2026, which the library lacks: 9 July, moved to the
 *   next Monday, from 2026 on.
 * - MX: Ley Federal del Trabajo, article 74, fractions I to VIII. Election days (IX) are set one by one.
 * - IN: the three national holidays; all others differ by state.
 */
export async function loadLegalHolidays(): Promise<(country: string) => HolidayCalendar> {
  const { getHolidaysForYear } = await import('colombian-holidays');
  const rules: Readonly<Record<string, HolidaysOfYear>> = {
    CO: (year) => [
      ...getHolidaysForYear(year).map(({ celebrationDate }) => celebrationDate),
      ...(year >= 2026 ? [mondayFrom(year, 7, 9)] : []),
    ],
    MX: mexican,
    IN: (year) => [`${year}-01-26`, `${year}-08-15`, `${year}-10-02`],
  };
  return (country) => {
    const holidaysOf = Object.hasOwn(rules, country) ? rules[country] : undefined;
    const years = new Map<number, ReadonlySet<string>>();
    return (date) => {
      const year = Number(date.slice(0, 4));
      const known = years.get(year) ?? new Set(holidaysOf?.(year));
      years.set(year, known);
      return known.has(date);
    };
  };
}

const mexican: HolidaysOfYear = (year) => [
  `${year}-01-01`,
  monday(year, 2, 1),
  monday(year, 3, 3),
  `${year}-05-01`,
  `${year}-09-16`,
  // The President takes office every six years, since 2024 on the first of October.
  ...(year >= 2024 && (year - 2024) % 6 === 0 ? [`${year}-10-01`] : []),
  monday(year, 11, 3),
  `${year}-12-25`,
];

/** The nth Monday of a month. */
const monday = (year: number, month: number, nth: number): string =>
  mondayFrom(year, month, 1 + (nth - 1) * 7);

/** That day if it is a Monday, otherwise the next Monday. */
function mondayFrom(year: number, month: number, day: number): string {
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return new Date(Date.UTC(year, month - 1, day + ((8 - weekday) % 7))).toISOString().slice(0, 10);
}
