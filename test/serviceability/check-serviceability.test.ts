import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkServiceability } from '../../shared/serviceability/check-serviceability.ts';
import type { ServiceRequest } from '../../shared/serviceability/service-request.ts';
import { addRegions } from '../support/data/regions.ts';
import { startTable, type TestTable } from '../support/table/table.ts';
import { polygon, rectangle } from './factories.ts';
import { addRegion, callerOf, providersWith } from './providers.ts';
import { destination, origin } from './shop.ts';

let started: TestTable;
beforeAll(async () => {
  started = await startTable();
  await addRegions(started.table);
  await addRegion(started.table, 'NEW-YORK', {
    timeZone: 'America/New_York',
    area: polygon(rectangle(-75, 40, -74, 41)),
    hours: { saturday: [{ from: '08:00', to: '20:00' }], sunday: [{ from: '02:00', to: '20:00' }] },
    services: { now: true, rush: true, xpress: true, sameday: true, standard: true },
    pincodes: ['560102'],
    priceBook: {
      currency: 'USD',
      taxRate: 0,
      base: Object.fromEntries(
        ['now', 'rush', 'xpress', 'sameday', 'standard'].map((each) => [each, { medium: 1000, large: 2000 }]),
      ),
      perKilometre: { medium: 100, large: 100 },
      surge: { hours: [{ from: '08:00', to: '09:00', rate: 5000 }], weather: { rain: 1000 }, cap: 5500 },
    },
  });
});
afterAll(() => started.stop());

const bengaluru = { from: { coordinates: origin }, to: { coordinates: destination } };
const point = { lat: 40.5, lng: -74.5 };
const newYork = { from: { coordinates: point }, to: { coordinates: point } };
/** A Saturday: 09:30 in New York. */
const now = new Date('2026-11-21T14:30:00Z');

const check = (asked: ServiceRequest, at = now, providers = providersWith()) =>
  checkServiceability(providers, callerOf(started.table), asked, at);

describe('the time', () => {
  const times = async (scheduleAt: string | undefined, at = now) => {
    const { askedAt, startAt } = await check({ ...newYork, scheduleAt }, at);
    return [askedAt, startAt].map((time) => time.toISOString());
  };

  test.each([
    ['that is not given is now', undefined, '2026-11-21T14:30:00.000Z', '2026-11-21T14:30:00.000Z'],
    [
      'that has passed becomes now',
      '2023-08-04T12:00:00+05:30',
      '2023-08-04T06:30:00.000Z',
      '2026-11-21T14:30:00.000Z',
    ],
    [
      'to come stays when it is open then',
      '2026-11-22T12:00:00-05:00',
      '2026-11-22T17:00:00.000Z',
      '2026-11-22T17:00:00.000Z',
    ],
    [
      'without an offset is on the clock of the region',
      '2026-11-22T12:00',
      '2026-11-22T17:00:00.000Z',
      '2026-11-22T17:00:00.000Z',
    ],
    [
      'at which it is closed becomes the next opening',
      '2026-11-21T20:00:00-05:00',
      '2026-11-22T01:00:00.000Z',
      '2026-11-22T07:00:00.000Z',
    ],
  ])('%s', async (_, scheduleAt, askedAt, startAt) => {
    expect(await times(scheduleAt)).toEqual([askedAt, startAt]);
  });

  test('that has passed becomes the next opening while the region is closed', async () => {
    expect((await times('2023-08-04', new Date('2026-11-23T12:00:00Z')))[1]).toBe('2026-11-28T13:00:00.000Z');
  });
});

describe('the promises', () => {
  const promised = async (at: string) => {
    const { available } = await check(newYork, new Date(at));
    return available.map(({ type, promisedAt }) => [type, promisedAt.toISOString()]);
  };

  test('count from the start, and the same day ends when the region closes', async () => {
    expect(await promised('2026-11-21T14:30:00Z')).toEqual([
      ['NOW', '2026-11-21T15:30:00.000Z'],
      ['RUSH', '2026-11-21T16:30:00.000Z'],
      ['XPRESS', '2026-11-21T18:30:00.000Z'],
      ['SAMEDAY', '2026-11-22T01:00:00.000Z'],
      ['STANDARD', '2026-11-22T14:30:00.000Z'],
    ]);
  });

  test('are on the clock of the region, on the day that summer time begins', async () => {
    // At 02:00, when it should open, the clock jumps to 03:00.
    expect(await promised('2027-03-14T06:00:00Z')).toMatchObject([
      ['NOW', '2027-03-14T08:00:00.000Z'],
      {},
      {},
      ['SAMEDAY', '2027-03-15T00:00:00.000Z'],
      {},
    ]);
  });
});

describe('the sizes', () => {
  const sizes = async (asked: Partial<ServiceRequest>, ends = bengaluru) =>
    (await check({ ...ends, ...asked, shipTypes: ['RUSH'] })).available.map((each) =>
      each.sizes.map(({ size }) => size),
    );

  test('are those requested by name, whatever the weight and dimensions', async () => {
    expect(
      await sizes({ sizes: ['Large', 'small', 'large'], weight: { weight: 5000, units: 'kg' } }),
    ).toEqual([['large', 'small']]);
  });

  test.each([
    ['the smallest for its weight', { weight: { weight: 2999, units: 'g' } }, 'small'],
    [
      'the smallest for its dimensions',
      { dimensions: { length: 10, width: 13, height: 13, units: 'inch' } },
      'large',
    ],
    [
      'the smallest for both',
      { weight: { weight: 16, units: 'kg' }, dimensions: { length: 1, width: 1, height: 1, units: 'cm' } },
      'x-large',
    ],
  ])('of a parcel are %s', async (_, asked, size) => {
    expect(await sizes(asked)).toEqual([[size]]);
  });

  test('of a parcel are the next larger one where its own is not carried', async () => {
    expect(await sizes({ weight: { weight: 1, units: 'kg' } }, newYork)).toEqual([['medium']]);
  });

  test('are all that the region carries by default', async () => {
    expect(await sizes({}, newYork)).toEqual([['medium', 'large']]);
    expect((await sizes({}))[0]).toHaveLength(9);
  });
});

describe('a place', () => {
  test('is where its coordinates are, whatever its address', async () => {
    const { region, approximate } = await check({
      from: { coordinates: origin, address: 'Connaught Place, New Delhi 110001' },
      to: { coordinates: destination, address: 'nowhere' },
    });
    expect([region.code, approximate]).toEqual(['BLR', false]);
  });

  test('is approximate when all there is of one end is an address', async () => {
    const service = await check({
      from: { address: 'HSR Layout, 560034' },
      to: { coordinates: destination },
    });
    expect(service).toMatchObject({
      approximate: true,
      region: { code: 'BLR' },
      from: { lat: 12.926138, lng: 77.622109 },
    });
  });

  test('known by its pincode alone belongs to the region that lists it', async () => {
    // Of the two that list it, BLR comes first by its code.
    const service = await check({ from: { address: '560102' }, to: { address: '560102' } });
    expect(service).toMatchObject({ approximate: true, kilometres: 0, region: { code: 'BLR' } });
  });
});

describe('the price', () => {
  const lines = async (at: Date, weather: 'rain' | 'down') => {
    const { quote, available } = await check(
      { ...newYork, shipTypes: ['RUSH'], sizes: ['medium'], quoteId: 'surge' },
      at,
      providersWith({
        weather: {
          at: () => (weather === 'down' ? Promise.reject(new Error('down')) : Promise.resolve(weather)),
        },
      }),
    );
    expect(quote.quoteId).toBe('surge');
    return available[0]?.sizes[0]?.price.lines.map(({ type, amount }) => [type, amount]);
  };

  test('has the surge of the hour it starts in and of the weather there, capped', async () => {
    expect(await lines(new Date('2026-11-21T13:30:00Z'), 'rain')).toEqual([
      ['base', 1000],
      ['distance', 100],
      ['hour_surge', 550],
      ['weather_surge', 55],
      ['gst', 0],
    ]);
  });

  test('is answered without the weather when it is unknown', async () => {
    expect(await lines(now, 'down')).toEqual([
      ['base', 1000],
      ['distance', 100],
      ['weather_surge', 0],
      ['gst', 0],
    ]);
  });

  test('at one point has distance 0 and one kilometre charged', async () => {
    const { kilometres, quote } = await check({ ...newYork, shipTypes: ['RUSH'] });
    expect([kilometres, quote.metres, quote.kilometres]).toEqual([0, 0, 1]);
  });
});

test('where no road leads there is no service', async () => {
  const providers = providersWith({ distance: { metres: async () => undefined } });
  await expect(check(bengaluru, now, providers)).rejects.toMatchObject({
    code: 'delivery_refused',
    details: {
      reason: 'no_route',
      failures: [{ reason: 'no_route', rule: 'route', message: 'No route leads there' }],
    },
  });
});
