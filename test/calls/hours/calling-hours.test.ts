import { describe, expect, test } from 'vitest';
import { OpeningHours } from '../../../shared/serviceability/regions/opening-hours.ts';
import { CallingHours } from '../../../shared/time/calling-hours.ts';

const window = { from: '09:00', to: '18:00' };

describe('calling hours are accepted', () => {
  test.each([
    { monday: [window] },
    { sunday: [{ from: '00:00', to: '24:00' }] },
    {
      monday: [],
      tuesday: [
        { from: '08:00', to: '12:00' },
        { from: '14:00', to: '18:30' },
      ],
    },
    { holidays: ['2026-12-31'], workingHolidays: ['2026-07-13'] },
    { friday: [window], holidays: ['2026-12-31', '2028-02-29'], applyInTest: true },
  ])('%j', (hours) => {
    expect(CallingHours.parse(hours)).toEqual(hours);
  });
});

describe('calling hours are refused', () => {
  const day = (from: string, to: string) => ({ monday: [{ from, to }] });

  test.each([
    ['without any window', {}, ''],
    ['with empty days only', { monday: [], sunday: [] }, ''],
    [
      'when a day is added and taken away',
      { monday: [window], holidays: ['2026-07-20'], workingHolidays: ['2026-07-13', '2026-07-20'] },
      'workingHolidays',
    ],
    ['with a working holiday that there is not', { workingHolidays: ['2026-02-30'] }, 'workingHolidays.0'],
    ['when a window ends as it starts', day('09:00', '09:00'), 'monday.0.to'],
    ['when a window crosses midnight', day('22:00', '02:00'), 'monday.0.to'],
    ['with an hour that no clock shows', day('24:00', '24:00'), 'monday.0.to'],
    ['beyond midnight', day('09:00', '24:01'), 'monday.0.to'],
    ['with seconds that are some', day('09:00:30', '18:00'), 'monday.0.from'],
    ['with minutes that no clock shows', day('9:60', '18:00'), 'monday.0.from'],
    ['with an hour of no half of a day', day('13:00 PM', '18:00'), 'monday.0.from'],
    ['with an hour alone', day('9', '18:00'), 'monday.0.from'],
    ['with a weekday that there is not', { monday: [window], someday: [window] }, ''],
    ['with a date that there is not', { monday: [window], holidays: ['2026-02-29'] }, 'holidays.0'],
    ['with an instant for a holiday', { monday: [window], holidays: ['2026-12-31T00:00:00Z'] }, 'holidays.0'],
    ['with more windows than a day needs', { monday: Array(11).fill(window) }, 'monday'],
    ['with a text for a switch', { monday: [window], applyInTest: 'yes' }, 'applyInTest'],
  ])('%s', (_why, hours, field) => {
    const refused = CallingHours.safeParse(hours);
    expect(refused.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });
});

test.each([
  ['9:00', '18:00', '09:00', '18:00'],
  ['09:00:00', '24:00:00', '09:00', '24:00'],
  ['09:00:00.000', '18:30:00', '09:00', '18:30'],
  ['9:00 AM', '6:30 PM', '09:00', '18:30'],
  ['9 am', '6 p. m.', '09:00', '18:00'],
  ['12:00 a.m.', '12:30pm', '00:00', '12:30'],
  ['९:००', '\u200e18:00 ', '09:00', '18:00'],
])('a window from %j to %j is one from %s to %s', (from, to, begin, end) => {
  const hours = { monday: [{ from, to }] };
  expect(CallingHours.parse(hours)).toEqual({ monday: [{ from: begin, to: end }] });
  expect(OpeningHours.parse(hours)).toEqual({ monday: [{ from: begin, to: end }] });
});
