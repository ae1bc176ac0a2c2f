import * as z from 'zod';

/** Longitude, latitude and, if it must be, an altitude that nothing here asks for. */
const Position = z.array(z.number()).min(2).max(3);
const Rings = z.array(z.array(Position)).min(1);

/** A GeoJSON geometry that has an inside (RFC 7946), as it is written. Whether its rings are sound is another matter. */
export const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: Rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) }),
]);

export type Geometry = z.output<typeof Geometry>;

export type Ring = readonly (readonly [lng: number, lat: number])[];
