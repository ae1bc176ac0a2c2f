import { describe, expect, test } from 'vitest';
import { alwaysOpen, closingTime, nextOpen } from '../../shared/serviceability/regions/opening-hours.ts';

const workdays = {
  monday: [
    { from: '09:00', to: '13:00' },
    { from: '14:00', to: '18:00' },
  ],
  holidays: ['2026-11-30'],
};
const bengaluru = { hours: workdays, timeZone: 'Asia/Kolkata' };
const at = async (next: Promise<Date>) => (await next).toISOString();

describe('the next opening', () => {
  test.each([
    ['while it is open, at once', '2026-11-23T04:00:00.000Z', '2026-11-23T04:00:00.000Z'],
    [
      'before it opens, then, on the clock of the region',
      '2026-11-22T17:00:00.000Z',
      '2026-11-23T03:30:00.000Z',
    ],
    ['between two windows, with the second', '2026-11-23T07:30:00.000Z', '2026-11-23T08:30:00.000Z'],
    [
      'when it has closed, on the next day that is no holiday',
      '2026-11-23T12:30:00.000Z',
      '2026-12-07T03:30:00.000Z',
    ],
  ])('is %s', async (_, from, expected) => {
    expect(await at(nextOpen(new Date(from), bengaluru))).toBe(expected);
  });

  test('is always now where it never closes', async () => {
    const now = new Date('2026-03-29T01:30:00Z');
    expect(await nextOpen(now, { hours: alwaysOpen, timeZone: 'Europe/Madrid' })).toEqual(now);
  });
});

describe('the closing time of a day', () => {
  test.each([
    ['the end of the last window', '2026-11-23T04:00:00Z', '2026-11-23T12:30:00.000Z'],
    ['the last second of a day that is over', '2026-11-23T13:00:00Z', '2026-11-23T18:29:59.000Z'],
    ['the last second of a closed day', '2026-11-24T04:00:00Z', '2026-11-24T18:29:59.000Z'],
  ])('is %s', async (_, from, expected) => {
    expect(await at(closingTime(new Date(from), bengaluru))).toBe(expected);
  });

  test('is the last second of the day where it never closes, also of the day that has an hour less', async () => {
    const madrid = { hours: alwaysOpen, timeZone: 'Europe/Madrid' };
    expect(await at(closingTime(new Date('2026-03-29T00:30:00Z'), madrid))).toBe('2026-03-29T21:59:59.000Z');
  });
});
