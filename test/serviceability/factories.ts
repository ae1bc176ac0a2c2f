import { createRegion, type Region } from '../../shared/serviceability/regions/region.ts';
import type { RegionSettings } from '../../shared/serviceability/regions/region-settings.ts';
import { RegionSettings as Schema } from '../../shared/serviceability/regions/region-settings.ts';

type Given = Partial<Record<keyof RegionSettings, unknown>>;

/** The ring around a rectangle, from its south-western corner. */
export const rectangle = (west: number, south: number, east: number, north: number): [number, number][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

export const polygon = (...rings: [number, number][][]) => ({ type: 'Polygon' as const, coordinates: rings });

/** What the platform API takes: a square degree at 0, 0 where all sizes cost 10 and each kilometre 1, without tax. */
export const settings = (given: Given = {}): Record<string, unknown> => ({
  name: 'Null Island',
  timeZone: 'UTC',
  area: polygon(rectangle(0, 0, 1, 1)),
  priceBook: {
    currency: 'INR',
    taxRate: 0,
    base: { now: { small: 1000 }, standard: { small: 1000 } },
    perKilometre: { small: 100 },
  },
  ...given,
});

export const region = (code: string, given: Given = {}): Region =>
  createRegion(code, Schema.parse(settings(given)), new Date('2026-11-22T12:00:00Z'));
