import { describe, expect, test } from 'vitest';
import { type CallPlace, callTime, parcelTimeZone } from '../../../shared/calls/times/call-time.ts';
import { newTenant } from '../../../shared/tenants/tenant/tenant.ts';
import type { CallingHours } from '../../../shared/time/calling-hours.ts';

const shop = (country: string, callingHours: CallingHours | null = null) => ({
  ...newTenant({ name: 'Shop', country, currency: 'COP' }, 'tnt_1', new Date()),
  callingHours,
});

const bogota = { country: 'Colombia', province: 'Cundinamarca', city: 'Bogotá' };
const nowhere = { country: null, province: null, city: null };

type Case = [phone: string, where: Omit<CallPlace, 'phone'>, tenant: string, now: string, next: string];

async function expectCall([phone, where, tenant, now, next]: Case, hours: CallingHours | null = null) {
  const at = await callTime(new Date(now), { phone, ...where }, shop(tenant, hours), 'live');
  expect(at.toISOString()).toBe(new Date(next).toISOString());
}

describe('a call is made when it is within hours where the parcel goes and where the phone is from', () => {
  test.each<Case>([
    // Ten in the morning in Madrid, where calls are made, and half past three in Bogotá.
    ['+34612345678', bogota, 'ES', '2026-11-23T03:30:00-05:00', '2026-11-23T07:00:00-05:00'],
    ['+34612345678', bogota, 'CO', '2026-11-23T03:30:00-05:00', '2026-11-23T07:00:00-05:00'],
    // Eight in the evening in Madrid is two in the afternoon in Bogotá.
    ['+34612345678', bogota, 'CO', '2026-11-23T14:00:00-05:00', '2026-11-24T07:00:00-05:00'],
    ['+584121234567', bogota, 'CO', '2026-11-23T06:30:00-05:00', '2026-11-23T08:00:00-05:00'],
    // A holiday in Colombia is none in Spain, and the other way round is not listed.
    ['+34612345678', bogota, 'CO', '2026-07-13T10:00:00-05:00', '2026-07-14T07:00:00-05:00'],
    // A Colombian phone whose parcel goes to Spain: no calls on a Colombian holiday either.
    [
      '+573001234567',
      { country: 'ES', province: 'Madrid', city: null },
      'ES',
      '2026-07-13T15:00:00+02:00',
      '2026-07-14T14:00:00+02:00',
    ],
    // An address without a country is in the tenant's.
    [
      '+34612345678',
      { ...bogota, country: null },
      'CO',
      '2026-11-23T03:30:00-05:00',
      '2026-11-23T07:00:00-05:00',
    ],
    ['+34612345678', nowhere, 'CO', '2026-11-23T03:30:00-05:00', '2026-11-23T07:00:00-05:00'],
    [
      '+34612345678',
      { ...bogota, country: 'Narnia' },
      'CO',
      '2026-11-23T03:30:00-05:00',
      '2026-11-23T07:00:00-05:00',
    ],
    // Both in one country: the address' zone serves both.
    [
      '+525512345678',
      { country: 'MX', province: 'Baja California', city: 'Tijuana' },
      'CO',
      '2026-11-23T07:30:00-08:00',
      '2026-11-23T08:00:00-08:00',
    ],
    [
      '+14155552671',
      { country: 'US', province: 'NY', city: null },
      'CO',
      '2026-11-23T08:30:00-05:00',
      '2026-11-23T09:00:00-05:00',
    ],
    // Only the country is known: from when it is nine in Hawaii until it is eight in New York.
    [
      '+14155552671',
      { ...nowhere, country: 'US' },
      'US',
      '2026-11-23T09:00:00-05:00',
      '2026-11-23T09:00:00-10:00',
    ],
    [
      '+14155552671',
      { ...nowhere, country: 'US' },
      'US',
      '2026-11-23T20:00:00-05:00',
      '2026-11-24T09:00:00-10:00',
    ],
    // A phone of several clocks whose parcel goes elsewhere.
    ['+14155552671', bogota, 'CO', '2026-11-23T10:00:00-05:00', '2026-11-23T09:00:00-10:00'],
    ['+79161234567', { ...nowhere, country: 'RU' }, 'RU', '2026-11-23T02:00:00Z', '2026-11-23T07:00:00Z'],
    // A number of no country rings wherever the parcel goes.
    ['+80012345678', bogota, 'US', '2026-11-23T03:30:00-05:00', '2026-11-23T07:00:00-05:00'],
  ])('%s, %j, shop in %s: %s → %s', async (...given) => {
    await expectCall(given);
  });

  test('where the two never meet within seven days, the parcel’s clock alone counts', async () => {
    const mornings = { monday: [{ from: '09:00', to: '10:00' }] };
    const japan: Case = [
      '+819012345678',
      bogota,
      'CO',
      '2026-11-24T12:00:00-05:00',
      '2026-11-30T09:00:00-05:00',
    ];
    await expectCall(japan, mornings);
    const russia: Case = [
      '+573001234567',
      { ...nowhere, country: 'RU' },
      'RU',
      '2026-11-24T12:00:00+03:00',
      '2026-11-30T09:00:00+03:00',
    ];
    await expectCall(russia, mornings);
  });

  test('working holidays open both countries’', async () => {
    const week = { monday: [{ from: '08:00', to: '20:00' }], workingHolidays: ['2026-07-13'] };
    const given: Case = [
      '+573001234567',
      { country: 'MX', province: 'Jalisco', city: null },
      'MX',
      '2026-07-13T10:00:00-06:00',
      '2026-07-13T10:00:00-06:00',
    ];
    await expectCall(given, week);
  });

  test('test calls ignore the hours unless the tenant applies them', async () => {
    const now = new Date('2026-11-23T03:30:00-05:00');
    const place = { phone: '+573001234567', ...bogota };
    expect(await callTime(now, place, shop('CO'), 'test')).toBe(now);
    expect(await callTime(now, place, shop('CO', { applyInTest: true }), 'test')).toEqual(
      new Date('2026-11-23T07:00:00-05:00'),
    );
  });
});

test('times shown about a call are in the parcel’s time zone, or in the usual one of its country', () => {
  const zoneOf = (where: Omit<CallPlace, 'phone'>, home = { country: 'CO', timeZone: 'America/Bogota' }) =>
    parcelTimeZone({ phone: '+34612345678', ...where }, home);
  expect([
    zoneOf(bogota),
    zoneOf(nowhere),
    zoneOf({ ...nowhere, country: 'US' }),
    zoneOf({ ...nowhere, country: 'US', province: 'CA' }),
    zoneOf(nowhere, { country: 'US', timeZone: 'America/Denver' }),
  ]).toEqual([
    'America/Bogota',
    'America/Bogota',
    'America/New_York',
    'America/Los_Angeles',
    'America/Denver',
  ]);
});
