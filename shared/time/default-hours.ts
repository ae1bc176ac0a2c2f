import type { CallingHours } from './calling-hours.ts';

const from = (start: string, to: string) => [{ from: start, to }];

/** Every day of the working week alike, with Saturday and Sunday of their own. */
function week(
  workday: [string, string],
  saturday?: [string, string],
  sunday?: [string, string],
): CallingHours {
  const every = from(...workday);
  return {
    monday: every,
    tuesday: every,
    wednesday: every,
    thursday: every,
    friday: every,
    ...(saturday && { saturday: from(...saturday) }),
    ...(sunday && { sunday: from(...sunday) }),
  };
}

/**
 * When customers may be called by default, by country.
 *
 * - CO: Ley 2300 de 2023, article 3: Monday to Friday 07:00–19:00, Saturday 08:00–15:00, never on Sundays and holidays.
 * - MX: the law leaves order calls open. Profeco counts calls to debtors between 22:01 and 06:59 on their own clocks as an
 *   abusive practice (Ley Federal de Protección al Consumidor, article 10); these hours keep one more away from
 *   either end.
 * - IN: TRAI's Telecom Commercial Communications Customer Preference Regulations let none through between 21:00 and
 *   09:00 (2010), operators none before 10:00 since those of 2018; Sundays are open.
 */
const byCountry: Readonly<Record<string, CallingHours>> = {
  CO: week(['07:00', '19:00'], ['08:00', '15:00']),
  MX: week(['08:00', '21:00'], ['08:00', '21:00']),
  IN: week(['10:00', '21:00'], ['10:00', '21:00'], ['10:00', '21:00']),
};

/** The customary hours of a shop, for everywhere else. */
const elsewhere = week(['09:00', '20:00'], ['09:00', '20:00']);

/** @param country ISO 3166-1 alpha-2 */
export const defaultHours = (country: string): CallingHours => byCountry[country] ?? elsewhere;
