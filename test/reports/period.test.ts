import { describe, expect, test } from 'vitest';
import { type PeriodName, periodOf } from '../../shared/reports/statistics/period.ts';
import { localDay } from '../../shared/time/calendar.ts';

describe('a period', () => {
  test.each<[PeriodName, string, string, string, string, string, string]>([
    // Still Saturday in Bogotá.
    [
      'daily',
      '2026-11-22T04:59:59Z',
      'America/Bogota',
      '2026-11-21',
      '2026-11-21',
      '2026-11-21T05:00:00Z',
      '2026-11-22T04:59:59Z',
    ],
    [
      'daily',
      '2026-11-21T18:30:00Z',
      'Asia/Kolkata',
      '2026-11-22',
      '2026-11-22',
      '2026-11-21T18:30:00Z',
      '2026-11-22T18:29:59Z',
    ],
    // Sunday ends the week.
    [
      'weekly',
      '2026-11-22T12:00:00Z',
      'Etc/UTC',
      '2026-11-16',
      '2026-11-22',
      '2026-11-16T00:00:00Z',
      '2026-11-22T23:59:59Z',
    ],
    [
      'weekly',
      '2026-11-23T00:00:00Z',
      'Etc/UTC',
      '2026-11-23',
      '2026-11-29',
      '2026-11-23T00:00:00Z',
      '2026-11-29T23:59:59Z',
    ],
    // The 53rd ISO week of 2026 ends in January.
    [
      'weekly',
      '2027-01-01T12:00:00Z',
      'Etc/UTC',
      '2026-12-28',
      '2027-01-03',
      '2026-12-28T00:00:00Z',
      '2027-01-03T23:59:59Z',
    ],
    [
      'monthly',
      '2023-06-21T14:35:12Z',
      'Etc/UTC',
      '2023-06-01',
      '2023-06-30',
      '2023-06-01T00:00:00Z',
      '2023-06-30T23:59:59Z',
    ],
    [
      'monthly',
      '2028-02-29T12:00:00Z',
      'Etc/UTC',
      '2028-02-01',
      '2028-02-29',
      '2028-02-01T00:00:00Z',
      '2028-02-29T23:59:59Z',
    ],
    // The clocks change within the month: it starts and ends at other offsets.
    [
      'monthly',
      '2026-10-10T12:00:00Z',
      'Europe/Madrid',
      '2026-10-01',
      '2026-10-31',
      '2026-09-30T22:00:00Z',
      '2026-10-31T22:59:59Z',
    ],
    // In Chile summer time starts at midnight: that day begins at one o'clock.
    [
      'daily',
      '2026-09-06T12:00:00Z',
      'America/Santiago',
      '2026-09-06',
      '2026-09-06',
      '2026-09-06T04:00:00Z',
      '2026-09-07T02:59:59Z',
    ],
  ])('%s at %s in %s goes from %s to %s', (name, at, timeZone, firstDay, lastDay, start, end) => {
    expect(periodOf(name, new Date(at), timeZone)).toEqual({
      firstDay,
      lastDay,
      start: new Date(start),
      end: new Date(end),
    });
  });
});

describe('the day on a clock', () => {
  test.each([
    ['2026-11-22T04:59:59.999Z', 'America/Bogota', '2026-11-21'],
    ['2026-11-22T05:00:00.000Z', 'America/Bogota', '2026-11-22'],
    ['2026-12-31T23:59:59.999Z', 'Asia/Kathmandu', '2027-01-01'],
    ['2026-09-06T03:59:59.999Z', 'America/Santiago', '2026-09-05'],
  ])('at %s in %s is %s', (at, timeZone, day) => {
    expect(localDay(new Date(at), timeZone)).toBe(day);
  });
});
