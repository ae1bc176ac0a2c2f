import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { timeZoneOf } from '../../../shared/time/country-zones.ts';
import { formatWithOffset } from '../../../shared/time/offset.ts';
import { customerTimeZone } from '../../../shared/time/time-zones.ts';

const colombian = { country: 'CO', timeZone: 'America/Bogota' };
const mexico = (province: string | null, city: string | null = null) =>
  customerTimeZone({ phone: '+525512345678', province, city }, colombian);

describe('the clock of a Mexican customer is the state’s', () => {
  test.each([
    ['Baja California', 'America/Tijuana'],
    ['baja california norte', 'America/Tijuana'],
    ['B.C.', 'America/Tijuana'],
    ['MX-BCN', 'America/Tijuana'],
    ['Baja California Sur', 'America/Mazatlan'],
    ['BCS', 'America/Mazatlan'],
    ['Estado de Sonora', 'America/Hermosillo'],
    ['SON', 'America/Hermosillo'],
    ['Sinaloa', 'America/Mazatlan'],
    ['Nayarit', 'America/Mazatlan'],
    ['Quintana Roo', 'America/Cancun'],
    ['Q. Roo', 'America/Cancun'],
    ['Q ROO', 'America/Cancun'],
    ['Chihuahua', 'America/Chihuahua'],
    ['Coahuila', 'America/Mexico_City'],
    ['Tamaulipas', 'America/Mexico_City'],
    ['Nuevo León', 'America/Mexico_City'],
    ['Yucatán', 'America/Mexico_City'],
    ['Ciudad de México', 'America/Mexico_City'],
    ['México', 'America/Mexico_City'],
    ['', 'America/Mexico_City'],
    [null, 'America/Mexico_City'],
  ])('%j: %s', (province, timeZone) => {
    expect(mexico(province)).toBe(timeZone);
  });

  test.each([
    ['Chihuahua', 'Ciudad Juárez', 'America/Ciudad_Juarez'],
    ['CHIH', 'Cd. Juárez', 'America/Ciudad_Juarez'],
    ['Chihuahua', 'Ojinaga', 'America/Ojinaga'],
    ['Chihuahua', 'Delicias', 'America/Chihuahua'],
    ['Coahuila de Zaragoza', 'Piedras Negras', 'America/Matamoros'],
    ['Coahuila', 'Ciudad Acuña', 'America/Matamoros'],
    ['Coahuila', 'Saltillo', 'America/Mexico_City'],
    ['Tamaulipas', 'Nuevo Laredo', 'America/Matamoros'],
    ['Tamaulipas', 'Tampico', 'America/Mexico_City'],
    ['Nuevo Leon', 'Anáhuac', 'America/Matamoros'],
    ['Nayarit', 'Nuevo Vallarta', 'America/Bahia_Banderas'],
    ['Jalisco', 'Zaragoza', 'America/Mexico_City'],
    ['Guerrero', 'Acapulco', 'America/Mexico_City'],
    [null, 'Tijuana', 'America/Tijuana'],
    [null, 'Mexicali, B.C.', 'America/Tijuana'],
    ['', 'CANCÚN', 'America/Cancun'],
    ['Tijuana', null, 'America/Tijuana'],
    [null, 'Guadalajara', 'America/Mexico_City'],
  ])('%j, %j: %s', (province, city, timeZone) => {
    expect(mexico(province, city)).toBe(timeZone);
  });
});

describe('the clock of other customers is the phone’s country’s, if that has one', () => {
  test.each([
    ['+573001234567', 'America/Bogota'],
    ['+919876543210', 'Asia/Kolkata'],
    ['+56961234567', 'America/Santiago'],
    ['+51987654321', 'America/Lima'],
    ['+18095551234', 'America/Santo_Domingo'],
    ['+34612345678', 'Europe/Madrid'],
  ])('%s: %s', (phone, timeZone) => {
    expect(customerTimeZone({ phone }, { country: 'US', timeZone: 'America/New_York' })).toBe(timeZone);
  });

  test.each(['+14155552671', '+5511961234567', '+80012345678'])('%s: the tenant’s', (phone) => {
    expect(customerTimeZone({ phone }, { country: 'US', timeZone: 'America/Denver' })).toBe('America/Denver');
  });

  test('a Mexican state’s name says nothing of a Colombian phone', () => {
    expect(customerTimeZone({ phone: '+573001234567', province: 'Sonora' }, colombian)).toBe(
      'America/Bogota',
    );
  });
});

test('a country of several clocks has none of its own', () => {
  expect(['CO', 'IN', 'SE', 'MX', 'US', 'XX'].map(timeZoneOf)).toEqual([
    'America/Bogota',
    'Asia/Kolkata',
    'Europe/Stockholm',
    undefined,
    undefined,
    undefined,
  ]);
});

describe('an instant with its offset', () => {
  test.each([
    ['2026-11-23T12:00:00.999Z', 'America/Bogota', '2026-11-23T07:00:00-05:00'],
    ['2026-11-23T12:00:00Z', 'Asia/Kolkata', '2026-11-23T17:30:00+05:30'],
    ['2026-11-23T12:00:00Z', 'Asia/Kathmandu', '2026-11-23T17:45:00+05:45'],
    ['2026-11-23T12:00:00Z', 'UTC', '2026-11-23T12:00:00+00:00'],
    ['2026-01-01T02:00:00Z', 'America/St_Johns', '2025-12-31T22:30:00-03:30'],
    ['2026-07-01T12:00:00Z', 'America/Tijuana', '2026-07-01T05:00:00-07:00'],
    ['2026-12-01T12:00:00Z', 'America/Tijuana', '2026-12-01T04:00:00-08:00'],
  ])('%s in %s is %s', (at, timeZone, expected) => {
    expect(formatWithOffset(new Date(at), timeZone)).toBe(expected);
  });

  test('agrees with Temporal wherever and whenever', () => {
    const zones = fc.constantFrom(
      'America/Santiago',
      'America/Tijuana',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'UTC',
    );
    const years = { min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), zones, (at, timeZone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
        const expected = zoned.toString({ smallestUnit: 'second', timeZoneName: 'never' });
        expect(formatWithOffset(at, timeZone)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('a zone that does not exist is refused', () => {
    expect(() => formatWithOffset(new Date(), 'America/Macondo')).toThrow(RangeError);
  });
});
