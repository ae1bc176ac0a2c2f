import { beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_KEY } from '../support/api/api.ts';
import { api, useApi } from '../support/api/api-setting.ts';
import { addTenant } from '../support/data/tenant.ts';
import { polygon, rectangle, settings } from './factories.ts';

let key: string;
useApi();
beforeAll(async () => {
  key = (await addTenant(api.table)).testKey;
});

const put = (code: string, body: unknown, by = ADMIN_KEY) =>
  api.ask(`PUT /platform/v1/regions/${code}`, { key: by, body });
const regionsSeen = async () =>
  (await api.ask('GET /v2/regions', { headers: { 'x-api-key': key } })).body as { data: object[] };

describe('PUT /platform/v1/regions/{code}', () => {
  test('keeps a region with its defaults, which GET answers and every tenant sees at once', async () => {
    expect((await regionsSeen()).data).toEqual([]);
    const answer = await put('NULL', settings({ services: { now: true } }));
    const whole = {
      ...settings(),
      code: 'NULL',
      pincodes: [],
      services: { now: true, rush: false, xpress: false, sameday: false, standard: false },
      packageSizes: expect.arrayContaining(['x-small', 'full-truck-load']),
      hours: expect.objectContaining({ sunday: [{ from: '00:00', to: '24:00' }] }),
      priceBook: {
        currency: 'INR',
        taxRate: 0,
        base: { now: { small: 1000 }, standard: { small: 1000 } },
        perKilometre: { small: 100 },
        surge: { hours: [], weather: {}, cap: 0 },
      },
      detourFactor: 1.3,
      reach: {},
      collections: { minimum: 15_000, maximum: 1_000_000 },
      updatedAt: expect.stringMatching(/Z$/),
    };
    expect(answer).toMatchObject({ status: 200, body: whole });
    expect(await api.ask('GET /platform/v1/regions/NULL', { key: ADMIN_KEY })).toMatchObject({
      status: 200,
      body: whole,
    });
    expect(await regionsSeen()).toEqual({
      status: 'success',
      data: [
        {
          regionName: 'Null Island',
          services: { now: true, rush: false, sameday: false, standard: false, xpress: false },
          telyportRegionCode: 'NULL',
        },
      ],
      requestTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test('changes a region that functions have read already', async () => {
    await put('NULL', settings({ name: 'Before' }));
    expect((await regionsSeen()).data).toMatchObject([{ regionName: 'Before' }]);
    await put('NULL', settings({ name: 'After' }));
    expect((await regionsSeen()).data).toMatchObject([{ regionName: 'After' }]);
  });

  test.each([
    ['without an inside', rectangle(0, 0, 1, 1).slice(0, 2), 'must have at least three corners'],
    [
      'that leaves the Earth',
      rectangle(0, 0, 1, 91),
      'is out of range: longitude is −180 to 180, latitude −90 to 90',
    ],
    [
      'that crosses itself',
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ],
      'crosses or touches itself near',
    ],
  ])('refuses a ring %s, and says why', async (_, ring, reason) => {
    const answer = await put('BAD', settings({ area: { type: 'Polygon', coordinates: [ring] } }));
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'invalid_request',
          message: expect.stringContaining(reason),
          details: { issues: [{ field: expect.stringMatching(/^area\.coordinates\.0/), rule: 'area' }] },
        },
      },
    });
    expect((await api.ask('GET /platform/v1/regions/BAD', { key: ADMIN_KEY })).status).toBe(404);
  });

  test.each<[string, object, string]>([
    [
      'an area that is a line',
      {
        area: {
          type: 'LineString',
          coordinates: [
            [0, 0],
            [1, 1],
          ],
        },
      },
      'area.type',
    ],
    ['a week without hours', { hours: {} }, 'hours'],
    ['an unknown time zone', { timeZone: 'America/Macondo' }, 'timeZone'],
    [
      'a price that is no whole number',
      {
        priceBook: {
          currency: 'INR',
          taxRate: 0,
          base: { now: { small: 1.5 } },
          perKilometre: {},
          surge: { cap: 0 },
        },
      },
      'priceBook.base.now.small',
    ],
    ['a size that does not exist', { packageSizes: ['giant'] }, 'packageSizes.0'],
    ['collections from more than to', { collections: { minimum: 2, maximum: 1 } }, 'collections.maximum'],
  ])('refuses %s', async (_, given, field) => {
    expect(await put('BAD', settings(given as never))).toMatchObject({
      status: 400,
      body: { error: { details: { issues: expect.arrayContaining([expect.objectContaining({ field })]) } } },
    });
  });

  test('takes features and collections of them, and positions with more numbers', async () => {
    const feature = (geometry: object) => ({
      type: 'Feature',
      id: 7,
      properties: null,
      bbox: [0, 0, 1, 1],
      geometry,
    });
    const [west, east] = [polygon(rectangle(0, 0, 1, 1)), polygon(rectangle(2, 0, 3, 1))];
    const [first, second] = [west.coordinates, east.coordinates];
    const both = { type: 'MultiPolygon', coordinates: [first, second] };
    const high = rectangle(0, 0, 1, 1).map(([lng, lat]) => [lng, lat, 920, 1e9, 5]);
    for (const [area, read] of [
      [feature(west), west],
      [feature(both), both],
      [{ type: 'FeatureCollection', features: [feature(west)] }, west],
      [{ type: 'FeatureCollection', name: 'areas', features: [feature(west), feature(east)] }, both],
      [{ type: 'FeatureCollection', features: [feature(both)] }, both],
      [{ type: 'Polygon', coordinates: [high] }, west],
      [feature({ type: 'MultiPolygon', coordinates: [[high], second] }), both],
      [polygon(rectangle(0, 0, 1, 1).slice(0, -1)), west],
      [{ type: 'GeometryCollection', geometries: [west, east] }, both],
      [feature({ type: 'GeometryCollection', geometries: [west, { ...both, coordinates: [second] }] }), both],
    ])
      expect(await put('FEATURE', settings({ area }))).toMatchObject({ status: 200, body: { area: read } });
    const { body } = await api.ask('GET /platform/v1/regions/FEATURE', { key: ADMIN_KEY });
    const { code: _code, updatedAt: _at, ...again } = body as Record<string, unknown>;
    expect(await put('FEATURE', again)).toMatchObject({ status: 200, body: again });
  });

  test('takes a currency in small letters, and times of day as browsers and databases have them', async () => {
    const { priceBook } = settings() as { priceBook: object };
    const surge = { hours: [{ from: '8:00', to: '09:00:00', rate: 500 }], cap: 500 };
    const hours = { monday: [{ from: '7:30', to: '6 PM' }] };
    const given = { priceBook: { ...priceBook, currency: ' inr ', surge }, hours };
    expect(await put('LOOSE', settings(given))).toMatchObject({
      status: 200,
      body: {
        priceBook: { currency: 'INR', surge: { hours: [{ from: '08:00', to: '09:00', rate: 500 }] } },
        hours: { monday: [{ from: '07:30', to: '18:00' }] },
      },
    });
  });

  const named = (name: string) => ({ type: 'name', properties: { name } });

  test.each(['urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326', 'EPSG:4686', 'epsg:4674'])(
    'takes degrees of %s, as QGIS and PostGIS name them',
    async (name) => {
      const west = polygon(rectangle(0, 0, 1, 1));
      const document = { crs: named(name), features: [{ type: 'Feature', geometry: west }] };
      for (const area of [
        { type: 'FeatureCollection', ...document },
        { ...west, crs: named(name) },
      ])
        expect(await put('CRS', settings({ area }))).toMatchObject({ status: 200, body: { area: west } });
    },
  );

  test.each([
    [named('urn:ogc:def:crs:EPSG::3857')],
    [named('EPSG:3116')],
    [{ type: 'link', properties: { href: 'http://example.com/crs' } }],
    [{}],
    ['EPSG:3857'],
  ])('refuses positions of the system %j, which are no degrees', async (crs) => {
    const area = polygon(rectangle(0, 0, 1, 1));
    const field = 'area.crs';
    const message = `${field} must be a valid reference system of degrees: export the area in WGS 84 (EPSG:4326)`;
    for (const given of [
      { ...area, crs },
      { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: area }], crs },
    ])
      expect(await put('BAD', settings({ area: given }))).toMatchObject({
        status: 400,
        body: { error: { message, details: { issues: [{ field }] } } },
      });
    expect((await api.ask('GET /platform/v1/regions/BAD', { key: ADMIN_KEY })).status).toBe(404);
  });

  test.each<[string, string, [number, number, number, number]]>([
    ['Bengaluru', 'Asia/Kolkata', [77.4, 12.8, 77.8, 13.1]],
    ['Bogotá', 'America/Bogota', [-74.3, 4.4, -73.9, 4.9]],
    ['Lima', 'America/Lima', [-77.2, -12.3, -76.8, -11.9]],
    ['Quito', 'America/Guayaquil', [-78.6, -0.4, -78.4, 0]],
    ['Karachi', 'Asia/Karachi', [66.8, 24.7, 67.3, 25.1]],
    ['Dubai', 'Asia/Dubai', [55, 24.9, 55.5, 25.4]],
  ])('refuses the area of %s with its latitudes first', async (_, timeZone, [west, south, east, north]) => {
    const right = polygon(rectangle(west, south, east, north));
    expect((await put('SWAP', settings({ timeZone, area: right }))).status).toBe(200);
    const swapped = polygon(rectangle(south, west, north, east));
    expect(await put('SWAP', settings({ timeZone, area: swapped }))).toMatchObject({
      status: 400,
      body: {
        error: {
          message: 'area has longitude and latitude the other way round: GeoJSON has the longitude first',
          details: { issues: [{ field: 'area', rule: 'area' }] },
        },
      },
    });
    const { body } = await api.ask('GET /platform/v1/regions/SWAP', { key: ADMIN_KEY });
    expect(body).toMatchObject({ area: right });
  });

  test.each<[string, string, [number, number]]>([
    ['Kashgar', 'Asia/Shanghai', [76, 39.5]],
    ['Vigo', 'Europe/Madrid', [-8.7, 42.2]],
    ['Río Gallegos', 'America/Argentina/Rio_Gallegos', [-69.2, -51.6]],
    ['Nome', 'America/Anchorage', [-165.4, 64.5]],
    ['Apia', 'Pacific/Apia', [-171.8, -13.8]],
    ['Santiago', 'America/Santiago', [-70.7, -33.5]],
    ['Bogotá on the clock of UTC', 'UTC', [-74.1, 4.6]],
  ])('takes %s, though its clock is far from the sun', async (_, timeZone, [lng, lat]) => {
    const area = polygon(rectangle(lng, lat, lng + 0.1, lat + 0.1));
    expect((await put('FAR', settings({ timeZone, area }))).status).toBe(200);
  });

  test.each<[string, unknown, string]>([
    ['a collection of nothing', { type: 'FeatureCollection', features: [] }, 'area.features'],
    ['a feature without a geometry', { type: 'Feature', geometry: null }, 'area.geometry'],
    [
      'a feature that is a point',
      {
        type: 'FeatureCollection',
        features: [{ type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] } }],
      },
      'area.features.0.geometry.type',
    ],
    [
      'a ring of a feature without an inside',
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', geometry: polygon(rectangle(0, 0, 1, 1)) },
          { type: 'Feature', geometry: polygon(rectangle(0, 0, 1, 1).slice(3)) },
        ],
      },
      'area.features.1.geometry.coordinates.0',
    ],
    [
      'a geometry of a collection without an inside',
      { type: 'GeometryCollection', geometries: [polygon(rectangle(0, 0, 1, 1).slice(3))] },
      'area.geometries.0.coordinates.0',
    ],
    [
      'a position of one number',
      { type: 'Polygon', coordinates: [[[0], [1], [2], [0]]] },
      'area.coordinates.0.0',
    ],
  ])('refuses %s by its path', async (_, area, field) => {
    expect(await put('BAD', settings({ area }))).toMatchObject({
      status: 400,
      body: { error: { details: { issues: expect.arrayContaining([expect.objectContaining({ field })]) } } },
    });
  });

  test('rounds cash to the usual coins of its currency, or to its own unit', async () => {
    const priceBook = (currency: string) => ({ ...(settings().priceBook as object), currency });
    for (const [currency, cashUnit] of [
      ['INR', 100],
      ['MXN', 50],
      ['COP', 5000],
      ['CLP', 10],
      ['USD', 1],
    ] as const)
      expect(await put('CASH', settings({ priceBook: priceBook(currency) }))).toMatchObject({
        status: 200,
        body: { cashUnit },
      });
    expect(await put('CASH', settings({ cashUnit: 500 }))).toMatchObject({
      status: 200,
      body: { cashUnit: 500 },
    });
    for (const cashUnit of [0, -1, 0.5, 'a hundred'])
      expect((await put('CASH', settings({ cashUnit }))).status).toBe(400);
  });

  test('refuses an invalid code', async () => {
    expect((await put('no%20code', settings())).status).toBe(400);
  });

  test("is an admin's to do, and to read", async () => {
    expect((await put('NULL', settings(), key)).status).toBe(403);
    expect((await api.ask('GET /platform/v1/regions/NULL', { key })).status).toBe(403);
  });

  test('takes a polygon across the antimeridian and gives it back as it was', async () => {
    const area = polygon(rectangle(178, -2, -178, 2), rectangle(-179.5, -1, -179, 1));
    expect(await put('FIJI', settings({ area }))).toMatchObject({ status: 200, body: { area } });
  });
});
