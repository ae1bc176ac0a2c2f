import * as z from 'zod';
import { formatRule } from '../../base/input/format-rule.ts';
import { isInDegrees } from './reference-system.ts';

/** Longitude, latitude and perhaps more numbers, which are ignored (RFC 7946, 3.1.1). */
const Position = z.array(z.number()).min(2);
const Rings = z.array(z.array(Position)).min(1);

const polygon = { type: z.literal('Polygon'), coordinates: Rings };
const multiPolygon = { type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) };

/** A GeoJSON geometry that has an inside (RFC 7946), as it is written. Whether its rings are sound is another matter. */
export const Geometry = z.discriminatedUnion('type', [z.object(polygon), z.object(multiPolygon)]);

export type Geometry = z.output<typeof Geometry>;

/** What a document may say besides: positions of other systems would be taken for degrees. */
export const inDegrees = {
  crs: z
    .unknown()
    .optional()
    .refine(isInDegrees, formatRule('reference system of degrees: export the area in WGS 84 (EPSG:4326)')),
};

const Collection = z.object({
  type: z.literal('GeometryCollection'),
  geometries: z.array(Geometry).min(1),
  ...inDegrees,
});
const Feature = z.object({
  type: z.literal('Feature'),
  geometry: z.discriminatedUnion('type', [...Geometry.options, Collection]),
  ...inDegrees,
});

/** A geometry or a collection of some, or features that have one: what maps export. Other properties of features are ignored. */
export const GeoJson = z.discriminatedUnion('type', [
  z.object({ ...polygon, ...inDegrees }),
  z.object({ ...multiPolygon, ...inDegrees }),
  Collection,
  Feature,
  z.object({ type: z.literal('FeatureCollection'), features: z.array(Feature).min(1), ...inDegrees }),
]);

export type GeoJson = z.output<typeof GeoJson>;

/** A geometry of a document, and the path that leads to it. */
interface Found {
  geometry: Geometry;
  path: readonly (string | number)[];
}

/** The geometries of a document. */
export function geometriesOf(document: GeoJson, path: Found['path'] = []): Found[] {
  switch (document.type) {
    case 'Polygon':
    case 'MultiPolygon':
      return [{ geometry: document, path }];
    case 'GeometryCollection':
      return document.geometries.map((geometry, index) => ({
        geometry,
        path: [...path, 'geometries', index],
      }));
    case 'Feature':
      return geometriesOf(document.geometry, [...path, 'geometry']);
    case 'FeatureCollection':
      return document.features.flatMap((feature, index) =>
        geometriesOf(feature, [...path, 'features', index]),
      );
  }
}

export type Ring = readonly (readonly [lng: number, lat: number])[];
