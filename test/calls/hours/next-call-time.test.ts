import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { CallingHours } from '../../../shared/time/calling-hours.ts';
import { loadCalendar, nextCallTime as nextBy } from '../../../shared/time/next-call-time.ts';
import { weekdays } from '../../../shared/time/weekdays.ts';

const calendar = await loadCalendar();
const nextCallTime = (...asked: [Date, CallingHours | null | undefined, string, string]) =>
  nextBy(calendar, ...asked);

type Case = [now: string, next: string, why: string];

async function expectNext(
  [now, next]: Case,
  hours: CallingHours | null,
  country: string,
  timeZone: string,
): Promise<void> {
  const at = nextCallTime(new Date(now), hours, country, timeZone);
  expect(at.toISOString()).toBe(new Date(next).toISOString());
}

describe('Colombian customers, by Ley 2300', () => {
  test.each<Case>([
    ['2026-11-23T06:59:59.999-05:00', '2026-11-23T07:00:00-05:00', 'before seven on a Monday'],
    ['2026-11-23T07:00:00-05:00', '2026-11-23T07:00:00-05:00', 'at seven'],
    ['2026-11-23T18:59:59.999-05:00', '2026-11-23T18:59:59.999-05:00', 'until seven in the evening'],
    ['2026-11-23T19:00:00-05:00', '2026-11-24T07:00:00-05:00', 'not at seven in the evening'],
    ['2026-11-21T07:30:00-05:00', '2026-11-21T08:00:00-05:00', 'from eight on Saturdays'],
    [
      '2026-11-21T15:00:00-05:00',
      '2026-11-23T07:00:00-05:00',
      'until three on Saturdays, and never on Sundays',
    ],
    ['2026-11-15T12:00:00-05:00', '2026-11-17T07:00:00-05:00', 'nor on a Monday that is a holiday'],
    ['2026-12-24T20:00:00-05:00', '2026-12-26T08:00:00-05:00', 'nor at Christmas'],
    ['2026-12-31T23:00:00-05:00', '2027-01-02T08:00:00-05:00', 'nor on New Year’s Day'],
  ])('%s → %s: %s', async (...given) => {
    await expectNext(given, null, 'CO', 'America/Bogota');
  });
});

describe('Mexican customers', () => {
  test.each<Case>([
    ['2026-11-21T20:59:00-06:00', '2026-11-21T20:59:00-06:00', 'until nine on Saturdays'],
    ['2026-11-21T21:00:00-06:00', '2026-11-23T08:00:00-06:00', 'not on Sundays'],
    ['2026-09-16T12:00:00-06:00', '2026-09-17T08:00:00-06:00', 'not on Independence Day'],
  ])('%s → %s: %s', async (...given) => {
    await expectNext(given, null, 'MX', 'America/Mexico_City');
  });
});

describe('Indian customers', () => {
  test.each<Case>([
    ['2026-11-22T09:30:00+05:30', '2026-11-22T10:00:00+05:30', 'from ten, on Sundays too'],
    ['2026-11-22T21:00:00+05:30', '2026-11-23T10:00:00+05:30', 'not at nine in the evening'],
    ['2026-08-15T12:00:00+05:30', '2026-08-16T10:00:00+05:30', 'not on Independence Day'],
  ])('%s → %s: %s', async (...given) => {
    await expectNext(given, null, 'IN', 'Asia/Kolkata');
  });
});

describe('the tenant’s own holidays', () => {
  const usual = { monday: [{ from: '09:00', to: '18:00' }], tuesday: [{ from: '09:00', to: '18:00' }] };
  test.each<[hours: Partial<CallingHours>, ...Case]>([
    [{}, '2026-07-13T10:00:00-05:00', '2026-07-14T09:00:00-05:00', 'a legal holiday is free'],
    [
      { workingHolidays: ['2026-07-13'] },
      '2026-07-13T10:00:00-05:00',
      '2026-07-13T10:00:00-05:00',
      'one may be taken away',
    ],
    [
      { holidays: ['2026-07-13', '2026-07-14'] },
      '2026-07-13T10:00:00-05:00',
      '2026-07-21T09:00:00-05:00',
      'days may be added',
    ],
    [
      { workingHolidays: ['2026-07-12'] },
      '2026-07-12T10:00:00-05:00',
      '2026-07-14T09:00:00-05:00',
      'a day taken away opens no weekday',
    ],
  ])('%j at %s: %s, %s', async (more, ...given) => {
    await expectNext(given, { ...usual, ...more }, 'CO', 'America/Bogota');
  });
});

test('holidays alone leave the country’s weekdays unchanged', async () => {
  const monday: Case = ['2026-07-13T10:00:00-05:00', '2026-07-13T10:00:00-05:00', ''];
  await expectNext(monday, { workingHolidays: ['2026-07-13'] }, 'CO', 'America/Bogota');
  const added: Case = ['2026-07-14T10:00:00-05:00', '2026-07-15T07:00:00-05:00', ''];
  await expectNext(added, { holidays: ['2026-07-14'] }, 'CO', 'America/Bogota');
});

test('elsewhere calls are made from nine to eight, except on Sundays', async () => {
  await expectNext(
    ['2026-11-21T20:00:00-05:00', '2026-11-23T09:00:00-05:00', ''],
    null,
    'PE',
    'America/Lima',
  );
});

describe('a tenant’s own hours', () => {
  const hours: CallingHours = {
    monday: [
      { from: '14:00', to: '24:00' },
      { from: '08:00', to: '12:00' },
    ],
    tuesday: [{ from: '00:00', to: '06:30' }],
    holidays: ['2026-11-23'],
  };

  test.each<Case>([
    [
      '2026-11-30T07:00:00-05:00',
      '2026-11-30T08:00:00-05:00',
      'the earlier window, in whatever order they stand',
    ],
    ['2026-11-30T12:00:00-05:00', '2026-11-30T14:00:00-05:00', 'after lunch'],
    ['2026-11-30T23:59:59.999-05:00', '2026-11-30T23:59:59.999-05:00', 'to the end of the day'],
    ['2026-12-01T00:00:00-05:00', '2026-12-01T00:00:00-05:00', 'and on past midnight'],
    ['2026-12-01T06:30:00-05:00', '2026-12-07T08:00:00-05:00', 'in a week'],
    ['2026-11-22T12:00:00-05:00', '2026-11-24T00:00:00-05:00', 'not on a holiday of its own'],
    ['2026-11-16T12:00:00-05:00', '2026-11-17T00:00:00-05:00', 'nor on a legal one'],
  ])('%s → %s: %s', async (...given) => {
    await expectNext(given, hours, 'CO', 'America/Bogota');
  });

  test('are found after a year of holidays', async () => {
    const mondays = Array.from({ length: 60 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 23 + 7 * week)).toISOString().slice(0, 10),
    );
    const once: CallingHours = { monday: [{ from: '09:00', to: '10:00' }], holidays: mondays };
    const given: Case = ['2026-11-22T00:00:00Z', '2028-01-17T09:00:00-05:00', 'the 61st Monday'];
    await expectNext(given, once, 'PE', 'America/Lima');
  });

  test.each([{ monday: [] }, { monday: [], holidays: ['2026-11-23'] }])(
    'without any window are refused: %j',
    async (none) => {
      expect(() => nextCallTime(new Date(), none, 'CO', 'America/Bogota')).toThrow(
        new RangeError('The calling hours have no window'),
      );
    },
  );
});

const daily = (...windows: [string, string][]): CallingHours =>
  Object.fromEntries(weekdays.map((day) => [day, windows.map(([from, to]) => ({ from, to }))]));

describe('a window that the change to summer time cuts off starts as the clock jumps into it', () => {
  test.each<[...Case, CallingHours, string]>([
    // Chile, 6 September 2026: 00:00 becomes 01:00.
    [
      '2026-09-05T23:30:00-04:00',
      '2026-09-06T01:00:00-03:00',
      'a start in the gap',
      daily(['00:30', '02:00']),
      'America/Santiago',
    ],
    [
      '2026-09-05T23:30:00-04:00',
      '2026-09-06T01:00:00-03:00',
      'a start at a midnight that there is not',
      daily(['00:00', '02:00']),
      'America/Santiago',
    ],
    [
      '2026-09-05T23:30:00-04:00',
      '2026-09-07T00:15:00-03:00',
      'a whole window in the gap is left out that day',
      daily(['00:15', '00:45']),
      'America/Santiago',
    ],
    // The border, as the United States, 8 March 2026: 02:00 becomes 03:00.
    [
      '2026-03-08T01:59:00-08:00',
      '2026-03-08T03:00:00-07:00',
      'Tijuana follows the United States',
      daily(['02:30', '04:00']),
      'America/Tijuana',
    ],
    [
      '2026-03-08T01:59:00-06:00',
      '2026-03-08T02:30:00-06:00',
      'Mexico City does not',
      daily(['02:30', '04:00']),
      'America/Mexico_City',
    ],
  ])('%s → %s: %s', async (now, next, why, hours, timeZone) => {
    await expectNext([now, next, why], hours, 'XX', timeZone);
  });
});

describe('a window that the change back repeats is open both times', () => {
  // The border, as the United States, 1 November 2026: 02:00 becomes 01:00.
  test.each<[...Case, CallingHours]>([
    [
      '2026-11-01T00:30:00-07:00',
      '2026-11-01T01:15:00-07:00',
      'before the first time',
      daily(['01:15', '01:45']),
    ],
    ['2026-11-01T01:20:00-07:00', '2026-11-01T01:20:00-07:00', 'the first time', daily(['01:15', '01:45'])],
    [
      '2026-11-01T01:50:00-07:00',
      '2026-11-01T01:15:00-08:00',
      'closed between the two',
      daily(['01:15', '01:45']),
    ],
    ['2026-11-01T01:20:00-08:00', '2026-11-01T01:20:00-08:00', 'the second time', daily(['01:15', '01:45'])],
    ['2026-11-01T01:45:00-08:00', '2026-11-02T01:15:00-08:00', 'and then no more', daily(['01:15', '01:45'])],
    [
      '2026-11-01T01:40:00-07:00',
      '2026-11-01T01:00:00-08:00',
      'a window whose start is not repeated opens as the clock falls back into it',
      daily(['00:30', '01:30']),
    ],
  ])('%s → %s: %s', async (now, next, why, hours) => {
    await expectNext([now, next, why], hours, 'XX', 'America/Tijuana');
  });

  test('midnight in Chile, 4 April 2026: 24:00 becomes 23:00', async () => {
    const given: Case = [
      '2026-04-04T23:50:00-03:00',
      '2026-04-04T23:30:00-04:00',
      'the second half past eleven',
    ];
    await expectNext(given, daily(['23:30', '23:45']), 'CL', 'America/Santiago');
  });
});

test('a zone that does not exist is refused', async () => {
  expect(() => nextCallTime(new Date(), null, 'CO', 'America/Macondo')).toThrow(RangeError);
});

test('a day that starts with the jump to summer time does not wait for the next jump', async () => {
  const hours = { saturday: [{ from: '00:00', to: '23:51' }], sunday: [{ from: '00:00', to: '00:01' }] };
  const sunday = new Date('2026-09-06T04:00:00.000Z');
  expect(nextCallTime(sunday, hours, 'XX', 'America/Santiago')).toEqual(new Date('2026-09-12T03:00:00.000Z'));
});

const MINUTE = 60_000;
const time = fc.integer({ min: 0, max: 1440 });
const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const window = fc
  .uniqueArray(time, { minLength: 2, maxLength: 2 })
  .map((ends) => ends.toSorted((a, b) => a - b).map(hhmm))
  .map(([from = '', to = '']) => ({ from, to }));
const anyHours: fc.Arbitrary<CallingHours> = fc
  .record(Object.fromEntries(weekdays.map((day) => [day, fc.array(window, { maxLength: 2 })])))
  .filter((hours) => Object.values(hours).some((windows) => windows.length > 0));
const anyZone = fc.constantFrom('America/Santiago', 'America/Tijuana', 'Asia/Kolkata', 'America/Bogota');
/** Whole minutes, mostly near the changes of the clocks of 2026. */
const anyInstant = fc
  .tuple(
    fc.constantFrom(
      '2026-04-05T04:00Z',
      '2026-09-06T04:00Z',
      '2026-03-08T10:00Z',
      '2026-11-01T09:00Z',
      '2026-06-01T00:00Z',
    ),
    fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
  )
  .map(([around, minutes]) => new Date(new Date(around).getTime() + minutes * MINUTE));

/** By the wall clock alone: the definition, without any of the arithmetic. */
function isAllowed(at: Date, hours: CallingHours, timeZone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const minute = hhmm(local.hour * 60 + local.minute);
  const day = weekdays[local.dayOfWeek - 1];
  return day !== undefined && (hours[day] ?? []).some(({ from, to }) => from <= minute && minute < to);
}

test('the next call is in a window, never before now, and stays where it is', async () => {
  await fc.assert(
    fc.asyncProperty(anyInstant, anyHours, anyZone, async (now, hours, timeZone) => {
      const next = nextCallTime(now, hours, 'XX', timeZone);
      expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
      expect(isAllowed(next, hours, timeZone)).toBe(true);
      expect(nextCallTime(next, hours, 'XX', timeZone)).toEqual(next);
    }),
    { numRuns: 300 },
  );
});

test('no minute before the next call is in a window', async () => {
  await fc.assert(
    fc.asyncProperty(anyInstant, anyHours, anyZone, async (now, hours, timeZone) => {
      const next = nextCallTime(now, hours, 'XX', timeZone);
      const earliest = Math.min(next.getTime(), now.getTime() + 1500 * MINUTE);
      for (let at = now.getTime(); at < earliest; at += 5 * MINUTE)
        expect(isAllowed(new Date(at), hours, timeZone)).toBe(false);
      for (let at = Math.max(now.getTime(), next.getTime() - 10 * MINUTE); at < next.getTime(); at += MINUTE)
        expect(isAllowed(new Date(at), hours, timeZone)).toBe(false);
    }),
    { numRuns: 60 },
  );
});
