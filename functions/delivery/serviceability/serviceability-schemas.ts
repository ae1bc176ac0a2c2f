import * as z from 'zod';
import { freeText } from '../../../shared/base/input/coerce.ts';
import { significantNumber } from '../../../shared/base/text/significant-number.ts';
import { type PackageSize, packageSizes } from '../../../shared/serviceability/pricing/package-size.ts';
import {
  enterpriseShipTypes,
  regularShipTypes,
  urgencies,
} from '../../../shared/serviceability/pricing/ship-type.ts';
import type { ServiceRequest } from '../../../shared/serviceability/service-request.ts';
import { isNoTime } from '../../../shared/time/no-time.ts';

const Measure = z.number().refine(...significantNumber);

export const Coordinates = z.object({ lat: Measure, lng: Measure }).describe('Degrees, WGS 84');

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const isUnset = (value: unknown): boolean => value === null || value === undefined || value === '';

/** An object without any values is treated as missing. */
const unlessEmpty = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (given) => (isObject(given) && Object.values(given).every(isUnset) ? undefined : given),
    schema.nullish(),
  );

/** Measures with their `units`, which some call `unit`. Programs send 0 for a measure that they never set. */
const measures = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((given) => {
    if (!isObject(given)) return given;
    if (Object.values(given).every((value) => isUnset(value) || value === 0)) return undefined;
    const { unit, units, ...others } = given;
    return isUnset(units) && !isUnset(unit) ? { ...others, units: unit } : given;
  }, schema.nullish());

const text = (longest: number) => z.string().trim().max(longest).nullish();
const address = freeText(z.string().trim().max(500)).nullish();
const names = z.array(z.string().max(50)).max(20).nullish();

export const ServiceabilityBody = z.object({
  fromAddress: address.describe('With its pincode; ignored when there are coordinates'),
  fromCoordinates: unlessEmpty(Coordinates),
  packageDimensions: measures(
    z.object({
      length: Measure,
      width: Measure,
      height: Measure,
      units: z.string().max(20).default('cm'),
    }),
  ).describe('In cm, mm or inch'),
  packageWeight: measures(z.object({ weight: Measure, units: z.string().max(20).default('kg') })).describe(
    'In kg, g or lb',
  ),
  requestID: text(200).describe('Becomes the id of the quote, to be named by the order'),
  scheduleOrderAt: text(80).describe('ISO 8601'),
  shipTypes: names.describe(
    `${[...regularShipTypes, ...enterpriseShipTypes].join(', ')}; in small letters too`,
  ),
  toAddress: address,
  toCoordinates: unlessEmpty(Coordinates),
  tpPackageSizes: names.describe(
    `${packageSizes.join(', ')}; they take precedence over weight and dimensions`,
  ),
});

/** Coordinates; 0 and 0, where no parcel goes, are those that a program never set where it names an address. */
const pointOf = (
  coordinates: z.output<typeof Coordinates> | null | undefined,
  written: string | null | undefined,
) => (coordinates && !(written && coordinates.lat === 0 && coordinates.lng === 0) ? coordinates : undefined);

/** The request in the domain's terms. */
export const toAskedService = (body: z.output<typeof ServiceabilityBody>): ServiceRequest => ({
  from: {
    coordinates: pointOf(body.fromCoordinates, body.fromAddress),
    address: body.fromAddress ?? undefined,
  },
  to: { coordinates: pointOf(body.toCoordinates, body.toAddress), address: body.toAddress ?? undefined },
  shipTypes: body.shipTypes ?? undefined,
  sizes: body.tpPackageSizes ?? undefined,
  weight: body.packageWeight ?? undefined,
  dimensions: body.packageDimensions ?? undefined,
  scheduleAt: body.scheduleOrderAt && !isNoTime(body.scheduleOrderAt) ? body.scheduleOrderAt : undefined,
  quoteId: body.requestID ?? undefined,
});

const Size = z.enum(packageSizes);
const Type = z.enum([...regularShipTypes, ...enterpriseShipTypes]);
const Time = z.iso.datetime({ offset: true });
const MajorUnits = z.number().describe('Major units');

const PriceLine = z.object({
  shipType: Type,
  packageSize: Size,
  type: z.enum(['base', 'distance', 'hour_surge', 'weather_surge', 'gst']),
  description: z.string(),
  amount: MajorUnits,
  amountMinor: z
    .int()
    .describe('The same in minor units: lines of one ship type and size add up to its price'),
});

/** The answer of a serviceability check. */
export const ServiceabilityData = z.object({
  availableShipTypes: z.array(
    z.object({
      description: z.string(),
      estimatedDeliveryAt: Time.describe('In the time zone of the region'),
      packageSizes: z.array(
        z.object({
          description: z.string(),
          estimatedPrice: MajorUnits,
          maxWeight: z.number().describe('Kilograms'),
          size: Size,
        }),
      ),
      type: Type,
    }),
  ),
  meta: z.object({
    approximate: z
      .literal(true)
      .optional()
      .describe(
        'Only an address was given: distance and prices are estimates, and no order is billed by them',
      ),
    availableShipTypes: z.array(Type),
    cheapestOption: z.object({ packageSize: Size, price: MajorUnits, shipType: Type }),
    distance: z.number().describe('Kilometres, rounded up'),
    orderRequestTime: Time.describe('When the delivery was requested'),
    requestParamsProcessed: z.object({
      fromCoordinates: Coordinates,
      scheduleOrderAt: Time.describe('When it can start'),
      shipTypes: z.array(Type),
      toCoordinates: Coordinates,
      tpPackageSizes: z.array(Size),
    }),
  }),
  quote: z.object({
    requestID: z.string().describe('An order that names it gets these prices until the quote expires'),
    expiresAt: z.iso.datetime(),
    currency: z.string(),
    lines: z.array(PriceLine),
  }),
});

const Price = z.object({ basePrice: MajorUnits, taxes: MajorUnits, totalPrice: MajorUnits });
const bySize = Object.fromEntries(packageSizes.map((size) => [size, Price.optional()]));

/** The answer of pricing, with the offered services only. */
export const PricingData = z.object({
  distance: z.number().describe('Kilometres, rounded up'),
  pricing: z.object(
    Object.fromEntries(
      urgencies.map((urgency) => [
        urgency,
        z.object(bySize as Record<PackageSize, z.ZodOptional<typeof Price>>).optional(),
      ]),
    ),
  ),
  taxes: z.object({ gst: z.number().describe('Per cent') }),
});

export const RegionData = z.object({
  regionName: z.string(),
  services: z.object(Object.fromEntries(urgencies.map((urgency) => [urgency, z.boolean()]))),
  telyportRegionCode: z.string(),
});
