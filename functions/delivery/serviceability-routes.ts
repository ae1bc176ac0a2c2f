import * as z from 'zod';
import { declare } from '../../shared/http/declaration.ts';
import {
  Coordinates,
  PricingData,
  RegionData,
  ServiceabilityBody,
  ServiceabilityData,
} from './serviceability-schemas.ts';
import { Success } from './success.ts';

const origin = { lat: 12.9121, lng: 77.6139 };
const destination = { lat: 12.9181, lng: 77.6199 };

export const listRegionsRoute = declare({
  name: 'list-regions',
  dialect: 'delivery',
  method: 'GET',
  path: '/v2/regions',
  summary: 'Where deliveries are made, and by which services',
  description: 'Only these regions can be picked up from and delivered to.',
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
  summary: 'What a delivery costs now, by urgency and package size',
  description:
    'From a pin to another one, for each service and package size, with taxes. It is no quote: see `check-serviceability`.',
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
    'Which ship types and package sizes can do a delivery, when, and for how much; the prices are a quote',
  description:
    'Places are given by coordinates or by address. An order with the `requestID` of the answer has the price of the answer for 15 minutes.',
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
  answers: { 200: { description: 'What can be done', schema: Success(ServiceabilityData) } },
});

export const serviceabilityRoutes = [listRegionsRoute, getPricingRoute, checkServiceabilityRoute];
