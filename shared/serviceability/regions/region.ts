import { Problem } from '../../base/problem.ts';
import type { Area } from '../../geo/geometry/area.ts';
import { toGeometry } from '../../geo/geometry/packed-area.ts';
import { readArea } from '../../geo/geometry/read-area.ts';
import { cashUnitOf } from '../pricing/cash.ts';
import type { PackageSize } from '../pricing/package-size.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { type Urgency, urgencies } from '../pricing/ship-type.ts';
import { type CollectionLimits, usualCollections } from './collection-limits.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { RegionSettings } from './region-settings.ts';

/** Where deliveries are made, for every tenant; each one begins and ends in the same region. */
export interface Region {
  /** What clients call it: `BLR`. Regions are told apart, and preferred on a shared border, by it. */
  code: string;
  name: string;
  /** IANA name: opening hours and promises are on this clock. */
  timeZone: string;
  area: Area;
  /** Addresses without coordinates belong to the region that lists their pincode. */
  pincodes: readonly string[];
  services: Readonly<Record<Urgency, boolean>>;
  packageSizes: readonly PackageSize[];
  hours: OpeningHours;
  priceBook: PriceBook;
  /** Road metres for each metre as the crow flies. */
  detourFactor: number;
  /** The farthest, in kilometres, that an urgency goes; without limit when it is not there. */
  reach: Partial<Record<Urgency, number>>;
  /** What may be collected at the door, both included, in minor units of the price book's currency. */
  collections: CollectionLimits;
  /** What cash is rounded to, in minor units; the currency's usual unit when it is not there. */
  cashUnit?: number;
  /** ISO 8601, UTC. */
  updatedAt: string;
}

/**
 * A region as it is written.
 * @throws Problem invalid_request naming each ring that is not sound, with the reason
 */
export function createRegion(code: string, settings: RegionSettings, now: Date): Region {
  const { area, faults } = readArea(settings.area);
  if (faults.length > 0)
    throw new Problem('invalid_request', {
      issues: faults.map(({ path, message }) => ({
        field: ['area', ...path].join('.'),
        rule: 'area',
        expected: message,
      })),
    });
  const { services, collections, cashUnit, ...rest } = settings;
  const { currency } = settings.priceBook;
  return {
    ...rest,
    code,
    area,
    services: servicesOf(services),
    collections: collections ?? usualCollections(currency),
    cashUnit: cashUnit ?? cashUnitOf(currency),
    updatedAt: now.toISOString(),
  };
}

/** A region as it is read back, its area GeoJSON again. */
export const viewRegion = (region: Region) => ({ ...region, area: toGeometry(region.area) });

const servicesOf = (given: Partial<Record<Urgency, boolean>>): Region['services'] =>
  Object.fromEntries(urgencies.map((urgency) => [urgency, given[urgency] ?? false])) as Region['services'];
