import { randomUUID } from 'node:crypto';
import { entityFromItem } from '../../adapters/dynamo/entity.ts';
import type { Item, Key, Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { Problem } from '../../base/problem.ts';
import { remember } from '../../base/remember.ts';
import { type PackedArea, packArea, unpackArea } from '../../geo/geometry/packed-area.ts';
import type { Region } from './region.ts';
import { indexRegions, type RegionIndex } from './region-index.ts';

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

export function regionFromItem(item: Item): Region {
  const region = entityFromItem<Omit<Region, 'area'> & { area: PackedArea }>(item);
  return { ...region, area: unpackArea(region.area) };
}

/** Writes a region, whether or not it was there. */
export const replaceRegion = (region: Region): Write[] => [
  { put: regionToItem(region) },
  { put: { ...versionKey, entity: 'regions-version', version: randomUUID() } },
];

/** @throws Problem not_found */
export async function loadRegion(table: Table, code: string): Promise<Region> {
  const item = await table.get(regionKey(code));
  if (item === undefined) throw new Problem('not_found');
  return regionFromItem(item);
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
      // Read first: whatever changes during the query has another version, and is read again the next time.
      const version = String((await table.get(versionKey))?.version);
      return indexed({ table, version });
    },
  };
}
