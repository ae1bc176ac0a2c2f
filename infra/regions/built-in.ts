import type { Item } from '../../shared/adapters/dynamo/expressions.ts';
import { createRegion, type Region, regionToItem } from '../../shared/serviceability/regions/region.ts';
import { readRegions } from './files.ts';

const names = ['bengaluru', 'bogota', 'medellin', 'ciudad-de-mexico'];

/** The regions of a local start, which `npm run regions:import` stores in a deployed stack. */
export const builtInFiles: readonly URL[] = names.map((name) => new URL(`${name}.geojson`, import.meta.url));

export const builtInRegions = (now: Date = new Date()): Region[] =>
  builtInFiles.flatMap(readRegions).map(({ code, settings }) => createRegion(code, settings, now));

export const builtInItems = (): Item[] => builtInRegions().map(regionToItem);
