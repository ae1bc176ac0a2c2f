import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { countryNamed } from '../../../shared/time/country-named.ts';
import { timeZoneOf } from '../../../shared/time/country-zones.ts';
import { formatWithOffset, offsetMinutes } from '../../../shared/time/offset.ts';
import { isTimeZone } from '../../../shared/time/places.ts';
import { zonesOfCountry, zonesOfPlace } from '../../../shared/time/time-zones.ts';
import type { PartedCountry } from '../../../shared/time/zones/country-zones-data.ts';
import { parted } from '../../../shared/time/zones/parted-country.ts';

const zonesIn = (country: string, province: string | null, city: string | null = null) =>
  zonesOfPlace({ country, province, city }).join(' ');
const mexico = (province: string | null, city: string | null = null) => zonesIn('MX', province, city);
const ALL_OF_MEXICO =
  'America/Tijuana America/Hermosillo America/Mazatlan America/Mexico_City America/Cancun';

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
    ['CDMX', 'America/Mexico_City'],
    ['Cd. de México', 'America/Mexico_City'],
    ['JAL', 'America/Mexico_City'],
    ['', ALL_OF_MEXICO],
    [null, ALL_OF_MEXICO],
    ['Nowhere', ALL_OF_MEXICO],
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
    [null, 'Tecomán, Colima', 'America/Mexico_City'],
    [null, 'Villa Unión', ALL_OF_MEXICO],
    ['', 'CANCÚN', 'America/Cancun'],
    ['Tijuana', null, 'America/Tijuana'],
    [null, 'Guadalajara', 'America/Mexico_City'],
  ])('%j, %j: %s', (province, city, timeZone) => {
    expect(mexico(province, city)).toBe(timeZone);
  });
});

describe('in countries with several time zones the state or the city decides', () => {
  test.each([
    ['US', 'California', null, 'America/Los_Angeles'],
    ['US', 'US-CA', null, 'America/Los_Angeles'],
    ['US', 'ca', null, 'America/Los_Angeles'],
    ['US', 'Texas', 'Houston', 'America/Chicago'],
    ['US', 'TX', 'El Paso', 'America/Denver'],
    ['US', 'TX 78701', null, 'America/Chicago'],
    ['US', 'FL', 'Pensacola', 'America/Chicago'],
    ['US', 'Florida', 'Miami', 'America/New_York'],
    ['US', 'NE', 'Lexington', 'America/Chicago'],
    ['US', 'TN', null, 'America/New_York America/Chicago'],
    ['US', 'TN', 'Knoxville', 'America/New_York'],
    ['US', 'Washington', null, 'America/Los_Angeles'],
    ['US', 'DC', 'Washington', 'America/New_York'],
    ['US', 'AZ', null, 'America/Phoenix'],
    ['US', 'PR', 'San Juan', 'America/Puerto_Rico'],
    ['US', 'Hawaii', null, 'Pacific/Honolulu'],
    ['US', null, 'Denver', 'America/Denver'],
    ['US', null, 'Denver, CO', 'America/Denver'],
    ['US', null, 'Springfield, IL', 'America/Chicago'],
    ['US', 'Los Angeles', null, 'America/Los_Angeles'],
    ['BR', 'SP', 'Campinas', 'America/Sao_Paulo'],
    ['BR', 'São Paulo', null, 'America/Sao_Paulo'],
    ['BR', 'AM', null, 'America/Manaus'],
    ['BR', 'Amazonas', 'Tabatinga', 'America/Rio_Branco'],
    ['BR', 'Mato Grosso do Sul', null, 'America/Manaus'],
    ['BR', 'Estado do Acre', null, 'America/Rio_Branco'],
    ['BR', null, 'Manaus', 'America/Manaus'],
    ['CA', 'BC', 'Vancouver', 'America/Vancouver'],
    ['CA', 'Québec', null, 'America/Toronto'],
    ['CA', 'Newfoundland and Labrador', null, 'America/St_Johns'],
    ['CA', null, 'Calgary', 'America/Edmonton'],
    ['AU', 'WA', null, 'Australia/Perth'],
    ['AU', 'Queensland', null, 'Australia/Brisbane'],
    ['AU', null, 'Melbourne', 'Australia/Sydney'],
    ['ID', 'Bali', 'Denpasar', 'Asia/Makassar'],
    ['ID', 'DKI Jakarta', null, 'Asia/Jakarta'],
    ['ID', 'Papua Barat', null, 'Asia/Jayapura'],
    ['ID', null, 'Surabaya', 'Asia/Jakarta'],
    ['RU', 'Московская область', null, 'Europe/Moscow'],
    ['RU', 'Samarskaya oblast', null, 'Europe/Samara'],
    ['RU', 'Ямало-Ненецкий автономный округ', null, 'Asia/Yekaterinburg'],
    ['RU', 'Республика Татарстан', 'Казань', 'Europe/Moscow'],
    ['RU', null, 'Владивосток', 'Asia/Vladivostok'],
    ['RU', 'Sverdlovsk Oblast', 'Yekaterinburg', 'Asia/Yekaterinburg'],
    ['ES', 'Las Palmas', null, 'Atlantic/Canary'],
    ['ES', 'Madrid', null, 'Europe/Madrid'],
    ['CL', 'Magallanes', 'Punta Arenas', 'America/Punta_Arenas'],
    ['CO', 'Sonora', null, 'America/Bogota'],
    ['IN', null, null, 'Asia/Kolkata'],
  ])('%s, %j, %j: %s', (country, province, city, zones) => {
    expect(zonesIn(country, province, city)).toBe(zones);
  });

  test('all time zones, from the first to the last, where neither decides', () => {
    const offsets = ['US', 'BR', 'CA', 'MX', 'AU', 'ID', 'RU'].map((country) => {
      const zones = zonesOfCountry(country);
      const hours = zones.map((zone) => offsetMinutes(new Date('2026-01-15T12:00:00Z'), zone) / 60);
      return [country, Math.min(...hours), Math.max(...hours)];
    });
    expect(offsets).toEqual([
      ['US', -10, -5],
      ['BR', -5, -2],
      ['CA', -8, -3.5],
      ['MX', -8, -5],
      ['AU', 8, 11],
      ['ID', 7, 9],
      ['RU', 2, 12],
    ]);
    expect(zonesIn('US', 'Nowhere', 'Nothing')).toBe(zonesOfCountry('US').join(' '));
  });

  test('every zone that is named exists', () => {
    const zones = ['US', 'BR', 'CA', 'AU', 'ID', 'RU'].flatMap((country) => {
      const { all, states, within, cities } = parted[country] as PartedCountry;
      return [...all, ...Object.keys(states), ...within.map(([, zone]) => zone), ...Object.keys(cities)];
    });
    for (const zone of zones.flatMap((names) => names.split(' ')))
      expect([zone, isTimeZone(zone)]).toEqual([zone, true]);
  });
});

describe('a country is known by its code and its names', () => {
  test.each([
    ['CO', 'CO'],
    ['co', 'CO'],
    [' Colombia ', 'CO'],
    ['COLOMBIA', 'CO'],
    ['COL', 'CO'],
    ['República de Colombia', 'CO'],
    ['México', 'MX'],
    ['Mexico', 'MX'],
    ['MEX', 'MX'],
    ['Estados Unidos', 'US'],
    ['EE.UU.', 'US'],
    ['U.S.A.', 'US'],
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['Brasil', 'BR'],
    ['Brazil', 'BR'],
    ['India', 'IN'],
    ['भारत', 'IN'],
    ['España', 'ES'],
    ['Spain', 'ES'],
    ['Venezuela', 'VE'],
    ['República Bolivariana de Venezuela', 'VE'],
    ['República Dominicana', 'DO'],
    ['Dominican Republic', 'DO'],
    ['Россия', 'RU'],
    ['UK', 'GB'],
    ['Perú', 'PE'],
    ['Narnia', undefined],
    ['ZZ', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j: %s', (text, code) => {
    expect(countryNamed(text)).toBe(code);
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
