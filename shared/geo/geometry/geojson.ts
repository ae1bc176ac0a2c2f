import * as z from 'zod';

/** Longitude, latitude and perhaps more numbers, which are ignored (RFC 7946, 3.1.1). */
const Position = z.array(z.number()).min(2);
const Rings = z.array(z.array(Position)).min(1);

/** A GeoJSON geometry that has an inside (RFC 7946), as it is written. Whether its rings are sound is another matter. */
export const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: Rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) }),
]);

export type Geometry = z.output<typeof Geometry>;

const Feature = z.object({ type: z.literal('Feature'), geometry: Geometry });

/** A geometry, or features that have one: what maps export. Other properties of features are ignored. */
export const GeoJson = z.discriminatedUnion('type', [
  ...Geometry.options,
  Feature,
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature).min(1) }),
]);

export type GeoJson = z.output<typeof GeoJson>;

/** The geometries of a document, each with the path that leads to it. */
export function geometriesOf(
  document: GeoJson,
): { geometry: Geometry; path: readonly (string | number)[] }[] {
  if (document.type === 'Feature') return [{ geometry: document.geometry, path: ['geometry'] }];
  if (document.type !== 'FeatureCollection') return [{ geometry: document, path: [] }];
  return document.features.map(({ geometry }, index) => ({
    geometry,
    path: ['features', index, 'geometry'],
  }));
}

export type Ring = readonly (readonly [lng: number, lat: number])[];
