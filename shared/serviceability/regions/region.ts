import { randomUUID } from 'node:crypto';
import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { StoredList } from '../../adapters/dynamo/query.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { remember } from '../../base/async/remember.ts';
import { Problem } from '../../base/problem.ts';
import { type Area, touches } from '../../geo/geometry/area.ts';
import { type PackedArea, packArea, toGeometry, unpackArea } from '../../geo/geometry/packed-area.ts';
import { readArea } from '../../geo/geometry/read-area.ts';
import type { Point } from '../../geo/point.ts';
import { cashUnitOf } from '../pricing/cash.ts';
import type { PackageSize } from '../pricing/package-size.ts';
import type { PriceBook } from '../pricing/price-book.ts';
import { type Urgency, urgencies } from '../pricing/ship-type.ts';
import { type CollectionLimits, usualCollections } from './collection-limits.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { RegionSettings } from './region-settings.ts';
import { isSwapped } from './swapped-area.ts';

/** Where deliveries are made, for every tenant; each one begins and ends in the same region. */
export interface Region {
  /** What clients call it: `BLR`. It identifies the region, and decides on a shared border. */
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
 * @throws Problem invalid_request naming each ring that is not sound, with the reason, and an area with its axes swapped
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
  if (isSwapped(area, settings.timeZone, now)) {
    const expected = 'has longitude and latitude the other way round: GeoJSON has the longitude first';
    throw new Problem('invalid_request', { issues: [{ field: 'area', rule: 'area', expected }] });
  }
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

/** All regions, to look them up by place. */
export interface RegionIndex {
  /** By code. */
  readonly all: readonly Region[];
  byCode(code: string): Region | undefined;
  /**
   * The region of a point. A point on a border, which several regions may share, belongs to the one with the smallest
   * code of those that have it inside or on their borders.
   */
  at(point: Point): Region | undefined;
  /** The region that lists a pincode; of several the one with the smallest code. */
  ofPincode(pincode: string): Region | undefined;
}

export function indexRegions(regions: readonly Region[]): RegionIndex {
  // By code unit, not by anybody's alphabet: the order decides who owns a border.
  const all = regions.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const codes = new Map(all.map((region) => [region.code, region]));
  const pincodes = new Map<string, Region>();
  for (const region of all)
    for (const pincode of region.pincodes.map(bare))
      if (!pincodes.has(pincode)) pincodes.set(pincode, region);
  return {
    all,
    byCode: (code) => codes.get(code),
    at: (point) => all.find(({ area }) => touches(area, point)),
    ofPincode: (pincode) => pincodes.get(bare(pincode)),
  };
}

/** As it is compared: `560 102` and `560102` are one. */
const bare = (pincode: string): string => pincode.replaceAll(' ', '').toUpperCase();

/** The partition that holds all regions. */
const REGIONS = 'REGIONS';

export const regionKey = (code: string): Key => ({ pk: REGIONS, sk: code });

/** Names the state of all regions together: each change of one of them gives it another value. */
const versionKey: Key = { pk: 'REGIONS#VERSION', sk: 'VERSION' };

export const regionToItem = (region: Region): Item => ({
  ...regionKey(region.code),
  entity: 'region',
  ...region,
  area: packArea(region.area),
});

function regionFromItem(item: Item): Region {
  const region = entityFromItem<Omit<Region, 'area'> & { area: PackedArea }>(item);
  return { ...region, area: unpackArea(region.area) };
}

/** All regions, by code. */
export const regionsList: StoredList<Region> = { pk: REGIONS, fromItem: regionFromItem };

/** Stores a region, whether or not it was there. */
export const storeRegion = (table: Table, region: Region): Promise<void> =>
  table.transact([
    { put: regionToItem(region) },
    { put: { ...versionKey, entity: 'regions-version', version: randomUUID() } },
  ]);

/** @throws Problem not_found */
export async function loadRegion(table: Table, code: string): Promise<Region> {
  const region = await findRegion(table, code);
  if (region === undefined) throw new Problem('not_found');
  return region;
}

export async function findRegion(table: Table, code: string): Promise<Region | undefined> {
  const item = await table.get(regionKey(code));
  return item && regionFromItem(item);
}

/** All regions, kept from one request to the next for as long as none of them changes. */
export interface RegionCache {
  /** One round trip that reads a few bytes, and one more for each megabyte of regions after a change. */
  load(table: Table): Promise<RegionIndex>;
}

export function createRegionCache(): RegionCache {
  const indexed = remember(
    async ({ table }: { table: Table; version: string }) => {
      const regions: Region[] = [];
      for await (const item of table.all({ pk: REGIONS })) regions.push(regionFromItem(item));
      return indexRegions(regions);
    },
    { keyOf: ({ version }) => version, most: 1 },
  );
  return {
    async load(table) {
      // Read first: a change during the query has another version, and is read the next time.
      const version = String((await table.get(versionKey))?.version);
      return indexed({ table, version });
    },
  };
}
