import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN_KEY } from '../support/api/api.ts';
import { destination, openShop, origin, type Shop } from './shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.stop());

const INDIA = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+05:30$/;

test("the reference's serviceability example is answered with its distance and prices", async () => {
  const before = Date.now();
  const answer = await shop.post('/v2/serviceability', {
    fromAddress: '1229, HSR Layout, Bangalore, Karnataka, 560102',
    fromCoordinates: origin,
    packageDimensions: { height: 3, length: 10, units: 'cm', width: 5 },
    packageWeight: { units: 'kg', weight: 5 },
    requestID: 'string',
    scheduleOrderAt: '2023-08-04T12:00:00+05:30',
    shipTypes: ['STANDARD', 'RUSH'],
    toAddress: '1229, HSR Layout, Bangalore, Karnataka, 560102',
    toCoordinates: destination,
    tpPackageSizes: ['small', 'xx-large'],
  });
  const small = (estimatedPrice: number) => ({
    description: 'Something that fits in a shoebox',
    estimatedPrice,
    maxWeight: 3,
    size: 'small',
  });
  const large = (estimatedPrice: number) => ({
    description: 'Something that fits in a large suitcase',
    estimatedPrice,
    maxWeight: 50,
    size: 'xx-large',
  });
  const line = (shipType: string, packageSize: string, type: string, amountMinor: number) => ({
    shipType,
    packageSize,
    type,
    description: expect.any(String),
    amount: amountMinor / 100,
    amountMinor,
  });
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.body).toEqual({
    status: 'success',
    data: {
      availableShipTypes: [
        {
          description: 'Next day delivery',
          estimatedDeliveryAt: expect.stringMatching(INDIA),
          packageSizes: [small(105), large(255)],
          type: 'STANDARD',
        },
        {
          description: 'Delivery within 2 hours',
          estimatedDeliveryAt: expect.stringMatching(INDIA),
          packageSizes: [small(155), large(355)],
          type: 'RUSH',
        },
      ],
      meta: {
        availableShipTypes: ['STANDARD', 'RUSH'],
        cheapestOption: { packageSize: 'small', price: 105, shipType: 'STANDARD' },
        distance: 2,
        orderRequestTime: '2023-08-04T12:00:00+05:30',
        requestParamsProcessed: {
          fromCoordinates: origin,
          scheduleOrderAt: expect.stringMatching(INDIA),
          shipTypes: ['STANDARD', 'RUSH'],
          toCoordinates: destination,
          tpPackageSizes: ['small', 'xx-large'],
        },
      },
      quote: {
        requestID: 'string',
        expiresAt: expect.stringMatching(/Z$/),
        currency: 'INR',
        lines: [
          line('STANDARD', 'small', 'base', 7698),
          line('STANDARD', 'small', 'distance', 1200),
          line('STANDARD', 'small', 'gst', 1602),
          line('STANDARD', 'xx-large', 'base', 18_810),
          line('STANDARD', 'xx-large', 'distance', 2800),
          line('STANDARD', 'xx-large', 'gst', 3890),
          line('RUSH', 'small', 'base', 11_936),
          line('RUSH', 'small', 'distance', 1200),
          line('RUSH', 'small', 'gst', 2364),
          line('RUSH', 'xx-large', 'base', 27_285),
          line('RUSH', 'xx-large', 'distance', 2800),
          line('RUSH', 'xx-large', 'gst', 5415),
        ],
      },
    },
    requestTime: expect.stringMatching(/Z$/),
  });
  // The time that has passed was moved to now, and the promises count from there.
  const { availableShipTypes, meta, quote } = (answer.body as { data: HandlerResponse }).data;
  const startAt = Date.parse(meta.requestParamsProcessed.scheduleOrderAt);
  expect(startAt).toBeGreaterThanOrEqual(before - 1000);
  expect(startAt).toBeLessThanOrEqual(Date.now());
  const hours = availableShipTypes.map(
    ({ estimatedDeliveryAt }) => (Date.parse(estimatedDeliveryAt) - startAt) / 3_600_000,
  );
  expect(hours).toEqual([24, 2]);
  expect(Math.round((Date.parse(quote.expiresAt) - startAt) / 60_000)).toBe(15);
});

interface HandlerResponse {
  availableShipTypes: { estimatedDeliveryAt: string }[];
  meta: { requestParamsProcessed: { scheduleOrderAt: string; tpPackageSizes: string[] } };
  quote: { expiresAt: string };
}

test("the reference's pricing example is answered for every urgency and size, with the same prices", async () => {
  const { status, body } = await shop.post('/v2/pricing', { destination, origin });
  const { data, ...envelope } = body as { data: Priced };
  expect({ status, envelope }).toEqual({
    status: 200,
    envelope: { status: 'success', requestTime: expect.stringMatching(/Z$/) },
  });
  expect({ distance: data.distance, taxes: data.taxes }).toEqual({ distance: 2, taxes: { gst: 18 } });
  expect(Object.keys(data.pricing)).toEqual(['now', 'rush', 'xpress', 'sameday', 'standard']);
  for (const prices of Object.values(data.pricing)) {
    expect(Object.keys(prices).toSorted()).toEqual([
      'full-truck-load',
      'half-truck-load',
      'large',
      'medium',
      'quarter-truck-load',
      'small',
      'x-large',
      'x-small',
      'xx-large',
    ]);
    for (const { basePrice, taxes, totalPrice } of Object.values(prices))
      expect(Math.round((basePrice + taxes) * 100)).toBe(Math.round(totalPrice * 100));
  }
  expect([data.pricing.standard?.small, data.pricing.rush?.['xx-large']]).toEqual([
    { basePrice: 88.98, taxes: 16.02, totalPrice: 105 },
    { basePrice: 300.85, taxes: 54.15, totalPrice: 355 },
  ]);
});

interface Priced {
  distance: number;
  taxes: object;
  pricing: Record<string, Record<string, { basePrice: number; taxes: number; totalPrice: number }>>;
}

test('the regions are listed as the reference shows them', async () => {
  const services = { now: true, rush: true, sameday: true, standard: true, xpress: true };
  expect(await shop.ask('GET /v2/regions', { headers: { 'x-api-key': shop.key } })).toMatchObject({
    status: 200,
    body: {
      status: 'success',
      data: [
        { regionName: 'Bengaluru', services, telyportRegionCode: 'BLR' },
        { regionName: 'Bogotá', services, telyportRegionCode: 'BOG' },
        { regionName: 'Medellín', services, telyportRegionCode: 'MDE' },
        { regionName: 'Ciudad de México', services, telyportRegionCode: 'MEX' },
      ],
    },
  });
});

test('only an admin grants enterprise ship types, and an enterprise gets them by default', async () => {
  await shop.ask(`PATCH /platform/v1/tenants/${shop.tenantId}`, {
    key: ADMIN_KEY,
    body: { enterpriseShipTypes: ['RUSH_ENTERPRISE'] },
  });
  const ends = { fromCoordinates: origin, toCoordinates: destination, tpPackageSizes: ['small'] };
  expect(await shop.post('/v2/serviceability', ends)).toMatchObject({
    status: 200,
    body: {
      data: {
        availableShipTypes: [{ type: 'RUSH_ENTERPRISE', packageSizes: [{ estimatedPrice: 155 }] }],
        meta: { availableShipTypes: ['RUSH_ENTERPRISE'] },
      },
    },
  });
  for (const type of ['RUSH', 'NOW_ENTERPRISE'])
    expect(await shop.post('/v2/serviceability', { ...ends, shipTypes: [type] })).toMatchObject({
      status: 400,
      body: { code: 'E117' },
    });
  await shop.ask(`PATCH /platform/v1/tenants/${shop.tenantId}`, {
    key: ADMIN_KEY,
    body: { enterpriseShipTypes: [] },
  });
  expect(await shop.post('/v2/serviceability', { ...ends, shipTypes: ['RUSH_ENTERPRISE'] })).toMatchObject({
    status: 400,
    body: { code: 'E117' },
  });
});

test.each([
  ['with its plus sign as a space', 'T12:00:00 05:30'],
  ['with a space for the T and a short offset', ' 12:00:00+0530'],
  ['on the region’s clock without an offset', 'T12:00'],
])('a time ahead is read %s', async (_how, written) => {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  const answer = await shop.post('/v2/serviceability', {
    fromCoordinates: origin,
    toCoordinates: destination,
    scheduleOrderAt: `${day}${written}`,
  });
  const { meta } = (answer.body as { data: HandlerResponse }).data;
  expect(meta.requestParamsProcessed.scheduleOrderAt).toBe(`${day}T12:00:00+05:30`);
});

test('a time is read as browsers write it, with the name of its zone', async () => {
  const at = new Date(Math.floor(Date.now() / 86_400_000 + 2) * 86_400_000);
  const answer = await shop.post('/v2/serviceability', {
    fromCoordinates: origin,
    toCoordinates: destination,
    scheduleOrderAt: `${at.toUTCString().replace(/,| GMT/g, '')} GMT+0000 (Coordinated Universal Time)`,
  });
  const { meta } = (answer.body as { data: HandlerResponse }).data;
  expect(new Date(meta.requestParamsProcessed.scheduleOrderAt)).toEqual(at);
});

test.each([
  [{ packageWeight: { weight: 400, unit: 'grams' } }, ['x-small']],
  [{ packageDimensions: { length: 6, width: 6, height: 3, unit: 'in' } }, ['x-small']],
])('the unit of %j is read', async (parcel, sizes) => {
  const answer = await shop.post('/v2/serviceability', {
    ...{ fromCoordinates: origin, toCoordinates: destination, ...parcel },
  });
  const { meta } = (answer.body as { data: HandlerResponse }).data;
  expect(meta.requestParamsProcessed.tpPackageSizes).toEqual(sizes);
});

test('what a program never set is as left out', async () => {
  const asked = { fromCoordinates: origin, toCoordinates: destination };
  const ships = async (more: object) => {
    const answer = await shop.post('/v2/serviceability', { ...asked, ...more });
    return [answer.status, (answer.body as { data?: { meta?: object } }).data?.meta];
  };
  const [status, meta] = await ships({});
  const zero = {
    fromAddress: '',
    requestID: '',
    packageDimensions: { height: 0, length: 0, width: 0, units: '' },
    packageWeight: { weight: '0', units: '' },
    shipTypes: [],
    tpPackageSizes: [],
  };
  for (const scheduleOrderAt of ['0001-01-01T00:00:00Z', '', 0])
    expect(await ships({ ...zero, scheduleOrderAt })).toEqual([
      status,
      {
        ...Object(meta),
        orderRequestTime: expect.any(String),
        requestParamsProcessed: {
          ...Object(Object(meta).requestParamsProcessed),
          scheduleOrderAt: expect.any(String),
        },
      },
    ]);
});

test('coordinates that were never set give way to an address', async () => {
  const fromAddress = '1229, HSR Layout, Bangalore, Karnataka, 560102';
  const from = async (fromCoordinates: unknown) => {
    const { status, body } = await shop.post('/v2/serviceability', {
      ...{ fromAddress, fromCoordinates, toCoordinates: destination },
    });
    const { meta } = (body as { data: { meta: { requestParamsProcessed: object } } }).data;
    return [status, { ...meta.requestParamsProcessed, scheduleOrderAt: '' }];
  };
  expect(await from({ lat: 0, lng: 0 })).toEqual(await from(null));
});
