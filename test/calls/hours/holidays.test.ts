import { expect, test } from 'vitest';
import { loadLegalHolidays } from '../../../shared/time/holidays.ts';

async function holidaysOf(country: string, year: number): Promise<string[]> {
  const isHoliday = (await loadLegalHolidays())(country);
  const days = Array.from({ length: 366 }, (_, day) =>
    new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10),
  );
  return days.filter((date) => date.startsWith(String(year)) && isHoliday(date));
}

test('Colombia has the 19 holidays of 2026 that its laws set', async () => {
  expect(await holidaysOf('CO', 2026)).toEqual([
    '2026-01-01',
    '2026-01-12',
    '2026-03-23',
    '2026-04-02',
    '2026-04-03',
    '2026-05-01',
    '2026-05-18',
    '2026-06-08',
    '2026-06-15',
    '2026-06-29',
    '2026-07-13',
    '2026-07-20',
    '2026-08-07',
    '2026-08-17',
    '2026-10-12',
    '2026-11-02',
    '2026-11-16',
    '2026-12-08',
    '2026-12-25',
  ]);
});

test('Mexico has the holidays of its labour law', async () => {
  expect(await holidaysOf('MX', 2026)).toEqual([
    '2026-01-01',
    '2026-02-02',
    '2026-03-16',
    '2026-05-01',
    '2026-09-16',
    '2026-11-16',
    '2026-12-25',
  ]);
});

test.each([
  [2018, false],
  [2024, true],
  [2025, false],
  [2030, true],
])('a Mexican President taking office on the first of October of %i: %j', async (year, rests) => {
  expect((await holidaysOf('MX', year)).includes(`${year}-10-01`)).toBe(rests);
});

test.each([
  [2027, '2027-02-01', '2027-03-15', '2027-11-15'],
  [2022, '2022-02-07', '2022-03-21', '2022-11-21'],
])('Mexico’s Mondays of %i', async (year, ...mondays) => {
  expect(await holidaysOf('MX', year)).toEqual(expect.arrayContaining(mondays));
});

test('India has its three national holidays', async () => {
  expect(await holidaysOf('IN', 2027)).toEqual(['2027-01-26', '2027-08-15', '2027-10-02']);
});

test('no holidays are known of other countries', async () => {
  expect(await holidaysOf('CL', 2026)).toEqual([]);
});

test('Colombia’s 9 July is moved to a Monday, from 2026 on', async () => {
  const julys = [2025, 2026, 2027, 2028, 2029, 2030].map(async (year) =>
    (await holidaysOf('CO', year)).filter((date) => /-07-(?:0[89]|1[0-7])$/.test(date)),
  );
  expect((await Promise.all(julys)).flat()).toEqual([
    '2026-07-13',
    '2027-07-12',
    '2028-07-10',
    '2029-07-09',
    '2030-07-15',
  ]);
  const counts = [2026, 2027, 2028, 2029].map(async (year) => (await holidaysOf('CO', year)).length);
  expect(await Promise.all(counts)).toEqual([19, 19, 19, 19]);
});
