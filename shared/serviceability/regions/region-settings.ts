import * as z from 'zod';
import { moneyAmount } from '../../base/input/coerce.ts';
import { formatRule } from '../../base/input/format-rule.ts';
import { visibleLine } from '../../base/input/texts.ts';
import { inAsciiDigits } from '../../base/text/digits.ts';
import { GeoJson } from '../../geo/geometry/geojson.ts';
import { isCurrency, isTimeZone } from '../../time/places.ts';
import { TimeOfDay } from '../../time/time-of-day.ts';
import { packageSizes } from '../pricing/package-size.ts';
import { badWeathers } from '../pricing/price-book.ts';
import { urgencies } from '../pricing/ship-type.ts';
import { alwaysOpen, OpeningHours } from './opening-hours.ts';

const Code = z
  .string()
  .refine(
    (text) => /^[A-Za-z0-9][A-Za-z0-9_-]{1,19}$/.test(text),
    formatRule('region code (2 to 20 characters)'),
  );

export const RegionCode = Code.describe('What clients know the region by: BLR');

const Pincode = z
  .string()
  .overwrite(inAsciiDigits)
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$/, 'pincode');
/** Limits that keep every product with basis points an exact integer. */
const Amount = moneyAmount(z.int().min(0).max(1e9)).describe('Minor units, before tax');
const BasisPoints = z.int().min(0).max(100_000).describe('10000 are 100 %');
const Cash = moneyAmount(z.int().min(0).max(1e9)).describe('Minor units');

const AmountPerKilometre = moneyAmount(z.int().min(0).max(1e6)).describe('Minor units, before tax');
const Kilometres = z.int().min(1).max(20_000);

const Urgency = z.enum(urgencies);
const Size = z.enum(packageSizes);

const SurgeHour = z
  .strictObject({
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .optional()
      .describe('1 is Monday; all when not given'),
    from: TimeOfDay,
    to: TimeOfDay,
    rate: BasisPoints,
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

const SurgeRules = z.strictObject({
  hours: z.array(SurgeHour).max(50).default([]),
  weather: z.partialRecord(z.enum(badWeathers), BasisPoints).default({}),
  cap: BasisPoints.describe('The upper limit of all surge together'),
});

const PriceBookSettings = z.strictObject({
  currency: z.string().trim().toUpperCase().refine(isCurrency, formatRule('currency')).describe('ISO 4217'),
  taxRate: z.int().min(0).max(10_000).describe('GST, IVA …, in basis points: 1800 are 18 %'),
  base: z.partialRecord(Urgency, z.partialRecord(Size, Amount)).describe('What is not there is not offered'),
  perKilometre: z.partialRecord(Size, AmountPerKilometre),
  surge: SurgeRules.default({ hours: [], weather: {}, cap: 0 }),
});

const allServices = Object.fromEntries(urgencies.map((urgency) => [urgency, true]));

/** How a region is written: the defaults are a region that is always open and offers all that its price book has. */
export const RegionSettings = z.strictObject({
  name: visibleLine(200),
  timeZone: z.string().max(64).refine(isTimeZone, formatRule('time zone')).describe('IANA name'),
  area: GeoJson.describe(
    'GeoJSON Polygon or MultiPolygon, a GeometryCollection of some, a Feature with one of these, or a FeatureCollection of them, in degrees of WGS 84',
  ),
  pincodes: z.array(Pincode).max(20_000).default([]),
  services: z
    .partialRecord(Urgency, z.boolean())
    .default(allServices)
    .describe('One left out is not offered'),
  packageSizes: z
    .array(Size)
    .min(1)
    .default([...packageSizes]),
  hours: OpeningHours.default(alwaysOpen),
  priceBook: PriceBookSettings,
  detourFactor: z
    .number()
    .min(1)
    .max(5)
    .default(1.3)
    .describe('Road metres for each metre as the crow flies'),
  reach: z
    .partialRecord(Urgency, Kilometres)
    .default({})
    .describe('The longest distance of an urgency, in km'),
  collections: z
    .strictObject({ minimum: Cash, maximum: Cash })
    .refine(({ minimum, maximum }) => minimum <= maximum, {
      path: ['maximum'],
      message: 'must not be less than minimum',
    })
    .optional()
    .describe(
      'Cash that may be collected, in minor units. When not given: 5000 to 1000000 COP, 50 to 5000 MXN, else 150 to 10000',
    ),
  cashUnit: moneyAmount(z.int().min(1).max(1e9))
    .optional()
    .describe(
      'What cash is rounded to, in minor units. When not given: 1 INR, 0.50 MXN, 50 COP, 10 CLP, else the minor unit',
    ),
});

export type RegionSettings = z.output<typeof RegionSettings>;
