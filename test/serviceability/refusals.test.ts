import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../support/api/api.ts';
import { polygon, rectangle, settings } from './factories.ts';
import { destination, elsewhere, farAway, nowhere, openShop, origin, refused, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  // Now for small and standard for medium packages, on Mondays at noon.
  const priceBook = {
    currency: 'INR',
    taxRate: 0,
    base: { now: { small: 1000 }, standard: { medium: 1000 } },
    perKilometre: { small: 100, medium: 100 },
  };
  await shop.ask('PUT /platform/v1/regions/QUIET', {
    key: ADMIN_KEY,
    body: settings({
      area: polygon(rectangle(10, 10, 11, 11)),
      services: { now: true, standard: true },
      hours: { monday: [{ from: '12:00', to: '13:00' }] },
      priceBook,
    }),
  });
});
afterAll(() => shop.stop());

const ends = { fromCoordinates: origin, toCoordinates: destination };
const quiet = { fromCoordinates: { lat: 10.5, lng: 10.5 }, toCoordinates: { lat: 10.51, lng: 10.5 } };

describe('serviceability is refused', () => {
  test.each<[string, object, string, ...[string, string][]]>([
    ['from out of the area', { ...ends, fromCoordinates: nowhere }, 'E303', ['E303', 'pickup_area']],
    ['to out of the area', { ...ends, toCoordinates: nowhere }, 'E303', ['E303', 'drop_area']],
    ['between regions', { ...ends, toCoordinates: elsewhere }, 'E302', ['E302', 'region']],
    ['to no place on Earth', { ...ends, toCoordinates: { lat: 91, lng: 0 } }, 'E301', ['E301', 'route']],
    ['for a ship type that is none', { ...ends, shipTypes: ['TOMORROW'] }, 'E118', ['E118', 'ship_type']],
    ['for a size that is none', { ...ends, tpPackageSizes: ['giant'] }, 'E112', ['E112', 'size']],
    [
      'for more than it can carry that far',
      { ...ends, toCoordinates: farAway, shipTypes: ['NOW'], tpPackageSizes: ['small'] },
      'E115',
      ['E115', 'distance'],
    ],
    ['for a service that is not offered', { ...quiet, shipTypes: ['RUSH'] }, 'E304', ['E304', 'ship_type']],
    [
      'for a size that the ship type does not carry',
      { ...quiet, shipTypes: ['NOW'], tpPackageSizes: ['medium'] },
      'E119',
      ['E119', 'size'],
    ],
    ['without any place', { toCoordinates: destination }, 'E305', ['E305', 'request']],
    [
      'for an address that is nowhere',
      { ...ends, fromCoordinates: null, fromAddress: 'Macondo' },
      'E305',
      ['E305', 'request'],
    ],
    ['for a time that is none', { ...ends, scheduleOrderAt: 'soon' }, 'E305', ['E305', 'request']],
    [
      'for a weight in stone',
      { ...ends, packageWeight: { weight: 1, units: 'stone' } },
      'E305',
      ['E305', 'size'],
    ],
    [
      'for no weight at all',
      { ...ends, packageWeight: { weight: 0, units: 'kg' } },
      'E305',
      ['E305', 'size'],
    ],
    [
      'for sides in ells',
      { ...ends, packageDimensions: { length: 1, width: 1, height: 1, units: 'ell' } },
      'E305',
      ['E305', 'size'],
    ],
    [
      'for what is too heavy for all sizes',
      { ...ends, packageWeight: { weight: 751, units: 'kg' } },
      'E305',
      ['E305', 'size'],
    ],
    [
      'for what is too long for all sizes',
      { ...ends, packageDimensions: { length: 3000, width: 1, height: 1, units: 'mm' } },
      'E305',
      ['E305', 'size'],
    ],
    ['for years ahead', { ...ends, scheduleOrderAt: '2099-01-01T12:00:00Z' }, 'E104', ['E104', 'hours']],
  ])('%s', async (_, body, code, ...failures) => {
    const answer = await shop.post('/v2/serviceability', body);
    expect({ status: answer.status, body: answer.body }).toEqual(refused(code, ...failures));
  });

  test('with all mistakes, sorted by code', async () => {
    const answer = await shop.post('/v2/serviceability', {
      fromCoordinates: nowhere,
      toAddress: 'Macondo',
      shipTypes: ['TOMORROW', 'NOW_ENTERPRISE'],
      tpPackageSizes: ['giant'],
      scheduleOrderAt: 'soon',
    });
    expect({ status: answer.status, body: answer.body }).toEqual(
      refused(
        'E112',
        ['E112', 'size'],
        ['E117', 'ship_type'],
        ['E118', 'ship_type'],
        ['E303', 'pickup_area'],
        ['E305', 'request'],
        ['E305', 'request'],
      ),
    );
  });
});

describe('pricing is refused', () => {
  test.each<[string, object, string, ...[string, string][]]>([
    ['from out of the area', { origin: nowhere, destination }, 'E303', ['E303', 'pickup_area']],
    [
      'out of the area altogether',
      { origin: nowhere, destination: nowhere },
      'E303',
      ['E303', 'pickup_area'],
      ['E303', 'drop_area'],
    ],
    ['between regions', { origin, destination: elsewhere }, 'E302', ['E302', 'region']],
    ['to no place on Earth', { origin, destination: { lat: 0, lng: 181 } }, 'E301', ['E301', 'route']],
  ])('%s', async (_, body, code, ...failures) => {
    const answer = await shop.post('/v2/pricing', body);
    expect({ status: answer.status, body: answer.body }).toEqual(refused(code, ...failures));
  });

  test('where nothing is offered', async () => {
    const nothing = settings({ area: polygon(rectangle(20, 20, 21, 21)), services: { sameday: true } });
    await shop.ask('PUT /platform/v1/regions/NOTHING', { key: ADMIN_KEY, body: nothing });
    const point = { lat: 20.5, lng: 20.5 };
    expect(await shop.post('/v2/pricing', { origin: point, destination: point })).toMatchObject({
      status: 400,
      body: { code: 'E119' },
    });
  });
});

describe('a field that is missing or of another type', () => {
  test('has the envelope for that', async () => {
    expect(await shop.post('/v2/pricing', { origin: { lat: 12.9 } })).toMatchObject({
      status: 400,
      body: {
        errors: {
          destination: "'destination' is required property",
          'origin.lng': "'origin.lng' is required property",
        },
        message: 'Input payload validation failed',
      },
    });
    expect(
      await shop.post('/v2/serviceability', { ...ends, shipTypes: 'NOW, RUSH', fromAddress: 7 }),
    ).toMatchObject({
      status: 400,
      body: {
        errors: { shipTypes: 'shipTypes must be a list', fromAddress: 'fromAddress must be a text' },
        message: 'Input payload validation failed',
      },
    });
  });

  test('may be null, empty or 0 for unset where it is optional', async () => {
    const answer = await shop.post('/v2/serviceability', {
      ...ends,
      fromAddress: '',
      toAddress: null,
      packageDimensions: null,
      packageWeight: null,
      requestID: '',
      scheduleOrderAt: '',
      shipTypes: [],
      tpPackageSizes: null,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        data: {
          meta: { availableShipTypes: ['NOW', 'RUSH', 'XPRESS', 'SAMEDAY', 'STANDARD'] },
          quote: { requestID: expect.stringMatching(/^req_/) },
        },
      },
    });
  });
});

test('a key is needed', async () => {
  for (const path of ['POST /v2/serviceability', 'POST /v2/pricing', 'GET /v2/regions']) {
    expect(await shop.ask(path, { body: {} })).toMatchObject({ status: 401, body: { code: 'E001' } });
    const headers = { 'x-api-key': 'tk_test_0000000000000000000000' };
    expect(await shop.ask(path, { headers, body: {} })).toMatchObject({
      status: 401,
      body: { code: 'E002' },
    });
  }
});
