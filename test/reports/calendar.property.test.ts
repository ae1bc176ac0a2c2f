import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { localDay, localTime } from '../../shared/time/calendar.ts';

test('A clock shows the day and the time that Temporal reads from it, wherever it hangs and whenever', () => {
  const zones = [
    'America/Bogota',
    'America/Mexico_City',
    'Asia/Kolkata',
    'America/Sao_Paulo',
    'Pacific/Apia',
    'UTC',
  ];
  const instant = fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
      const there = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
      expect([localDay(at, zone), localTime(at, zone)]).toEqual([
        there.toPlainDate().toString(),
        there.toPlainTime().toString({ smallestUnit: 'second' }),
      ]);
    }),
    { numRuns: 2000 },
  );
});
