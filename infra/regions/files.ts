import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { inDegrees } from '../../shared/geo/geometry/geojson.ts';
import { RegionCode, RegionSettings } from '../../shared/serviceability/regions/region-settings.ts';

const Feature = z.object({
  type: z.literal('Feature'),
  properties: RegionSettings.omit({ area: true }).extend({ code: RegionCode }),
  geometry: RegionSettings.shape.area,
  ...inDegrees,
});

const RegionFile = z.discriminatedUnion('type', [
  Feature,
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature), ...inDegrees }),
]);

/** A region as a file has it. */
export interface FiledRegion {
  code: string;
  settings: RegionSettings;
}

/**
 * The regions of a GeoJSON file: one feature, or a collection of them, whose properties are all that is not geometry.
 * @throws Error naming the file and what is wrong with it
 */
export function readRegions(file: URL | string): FiledRegion[] {
  const read = RegionFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  const features = read.data.type === 'Feature' ? [read.data] : read.data.features;
  return features.map(({ geometry, properties: { code, ...properties } }) => ({
    code,
    settings: { ...properties, area: geometry },
  }));
}
