import * as z from 'zod';
import { Geometry } from '../../../shared/geo/geometry/geojson.ts';
import { declare } from '../../../shared/http/declaration.ts';
import { Cursor, pageLimit } from '../../../shared/http/list-page.ts';
import { packageSizes } from '../../../shared/serviceability/pricing/package-size.ts';
import { urgencies } from '../../../shared/serviceability/pricing/ship-type.ts';
import { RegionCode, RegionSettings } from '../../../shared/serviceability/regions/region-settings.ts';
import { readOnlyFields } from '../fields/read-only.ts';

export const READ_ONLY_OF_REGIONS = ['code', 'updatedAt'] as const;

const RegionPath = z.object({ code: RegionCode });

const RegionView = RegionSettings.extend({
  area: Geometry,
  code: RegionCode,
  updatedAt: z.iso.datetime().describe('ISO 8601, UTC'),
});

export const putRegionRoute = declare({
  name: 'put-region',
  dialect: 'platform',
  method: 'PUT',
  path: '/platform/v1/regions/{code}',
  summary: 'Creates or replaces a region, its services and prices, for all tenants',
  description: 'Replaces the whole region; new prices apply from the next order on.',
  audience: 'admin',
  table: 'write',
  partitions: ['REGIONS'],
  params: RegionPath,
  body: RegionSettings.extend(readOnlyFields(READ_ONLY_OF_REGIONS)),
  bodyExample: {
    name: 'Cali',
    timeZone: 'America/Bogota',
    area: {
      type: 'Polygon',
      coordinates: [
        [
          [-76.58, 3.33],
          [-76.46, 3.33],
          [-76.46, 3.5],
          [-76.58, 3.5],
          [-76.58, 3.33],
        ],
      ],
    },
    services: { rush: true, standard: true },
    packageSizes: ['x-small', 'small'],
    priceBook: {
      currency: 'COP',
      taxRate: 1900,
      base: {
        rush: { 'x-small': 900_000, small: 1_000_000 },
        standard: { 'x-small': 600_000, small: 700_000 },
      },
      perKilometre: { 'x-small': 80_000, small: 90_000 },
    },
  },
  answers: { 200: { description: 'The region as it is now', schema: RegionView } },
});

export const getRegionRoute = declare({
  name: 'get-region',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/regions/{code}',
  summary: 'A region',
  description: 'In the form that `put-region` accepts.',
  audience: 'admin',
  table: 'read',
  partitions: ['REGIONS'],
  params: RegionPath,
  answers: { 200: { description: 'The region', schema: RegionView } },
});

export const listServiceRegionsRoute = declare({
  name: 'list-service-regions',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/regions',
  summary: 'Where deliveries are made, with areas, services and prices, by code',
  description: 'The regions are the same for every tenant and mode.',
  audience: 'admin-or-key',
  stack: 'console',
  table: 'read',
  partitions: ['REGIONS'],
  query: z.object({ limit: pageLimit, cursor: Cursor.optional() }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        regions: z.array(RegionView),
        nextCursor: z.string().nullable().describe('null on the last page'),
      }),
    },
  },
});

/** A number as a query writes it. */
const numeric = <Schema extends z.ZodNumber>(schema: Schema) =>
  z.preprocess(
    (text) => (typeof text === 'string' && /^-?\d{1,6}(?:\.\d{1,20})?$/.test(text) ? Number(text) : text),
    schema,
  );

const degrees = (most: number) => numeric(z.number().min(-most).max(most));

export const getCoverageRoute = declare({
  name: 'get-coverage',
  dialect: 'platform',
  method: 'GET',
  path: '/platform/v1/coverage',
  summary: 'Whether a point is served, by which region, and at which prices',
  description: 'Prices with tax, without surcharges for the hour and the weather. No quote is made.',
  audience: 'admin-or-key',
  stack: 'console',
  table: 'read',
  partitions: ['REGIONS'],
  query: z.object({
    lat: degrees(90),
    lng: degrees(180),
    kilometres: numeric(z.int().min(1).max(1000)).default(1).describe('The distance of a delivery'),
  }),
  answers: {
    200: {
      description: 'The services there; `region` is null where there are none',
      schema: z.object({
        region: z.object({ code: RegionCode, name: z.string() }).nullable(),
        kilometres: z.int(),
        currency: z.string().nullable(),
        services: z.array(
          z.object({
            service: z.enum(urgencies),
            packageSize: z.enum(packageSizes),
            total: z.number().describe('Major units, with tax'),
          }),
        ),
      }),
      example: {
        region: { code: 'BOG', name: 'Bogotá' },
        kilometres: 5,
        currency: 'COP',
        services: [{ service: 'standard', packageSize: 'small', total: 13_090 }],
      },
    },
  },
});

export const regionRoutes = [listServiceRegionsRoute, putRegionRoute, getRegionRoute, getCoverageRoute];
