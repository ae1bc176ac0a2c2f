import * as z from 'zod';
import { declare } from '../../../shared/http/declaration.ts';
import { Success } from '../fields/success.ts';
import {
  Coordinates,
  PricingData,
  RegionData,
  ServiceabilityBody,
  ServiceabilityData,
} from './serviceability-schemas.ts';

const origin = { lat: 12.9121, lng: 77.6139 };
const destination = { lat: 12.9181, lng: 77.6199 };

export const listRegionsRoute = declare({
  name: 'list-regions',
  dialect: 'delivery',
  method: 'GET',
  path: '/v2/regions',
  summary: 'Where deliveries are made, and by which services',
  description: 'Pickup and drop must both be inside one of these regions.',
  audience: 'key',
  table: 'read',
  partitions: ['REGIONS'],
  answers: { 200: { description: 'All regions', schema: Success(z.array(RegionData)) } },
});

export const getPricingRoute = declare({
  name: 'get-pricing',
  dialect: 'delivery',
  method: 'POST',
  path: '/v2/pricing',
  summary: 'Current prices of a delivery, by urgency and package size',
  description:
    'Between two coordinates, for each service and package size, with taxes. These prices are not a quote: see `check-serviceability`.',
  audience: 'key',
  table: 'read',
  partitions: ['REGIONS'],
  asksPlaces: true,
  body: z.object({ destination: Coordinates, origin: Coordinates }),
  bodyExample: { destination, origin },
  answers: { 200: { description: 'The prices', schema: Success(PricingData) } },
});

export const checkServiceabilityRoute = declare({
  name: 'check-serviceability',
  dialect: 'delivery',
  method: 'POST',
  path: '/v2/serviceability',
  summary:
    'Returns which ship types and package sizes are available for a delivery, when, and at what price; the prices are a quote',
  description:
    'Places are given by coordinates or by address. For 15 minutes, an order with the `requestID` of the response gets the quoted price.',
  audience: 'key',
  table: 'write',
  asksPlaces: true,
  body: ServiceabilityBody,
  bodyExample: {
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
  },
  answers: { 200: { description: 'The available options', schema: Success(ServiceabilityData) } },
});

export const serviceabilityRoutes = [listRegionsRoute, getPricingRoute, checkServiceabilityRoute];
