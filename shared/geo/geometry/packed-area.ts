import { type Area, polygonOf } from './area.ts';
import type { Geometry, Ring } from './geojson.ts';

/** An area as an item holds it: for each ring the base64 of its positions as 32-bit millionths of a degree. */
export type PackedArea = readonly (readonly string[])[];

export const packArea = (area: Area): PackedArea => area.map(({ rings }) => rings.map(packRing));

export const unpackArea = (packed: PackedArea): Area =>
  packed.map(([border = '', ...holes]) => polygonOf([unpackRing(border), ...holes.map(unpackRing)]));

/** An area as GeoJSON, every longitude within 180° again. */
export function toGeometry(area: Area): Geometry {
  const polygons = area.map(({ rings }) => rings.map((ring) => ring.map(([lng, lat]) => [wrap(lng), lat])));
  const [only] = polygons;
  return only && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

const BYTES = 4;
const PRECISION = 1e6;

function packRing(ring: Ring): string {
  const bytes = Buffer.alloc(ring.length * 2 * BYTES);
  for (const [index, degrees] of ring.flat().entries())
    bytes.writeInt32LE(Math.round(degrees * PRECISION), index * BYTES);
  return bytes.toString('base64');
}

function unpackRing(text: string): Ring {
  const bytes = Buffer.from(text, 'base64');
  const degrees = (index: number): number => bytes.readInt32LE(index * BYTES) / PRECISION;
  return Array.from({ length: bytes.length / BYTES / 2 }, (_, at): Ring[number] => [
    degrees(2 * at),
    degrees(2 * at + 1),
  ]);
}

function wrap(lng: number): number {
  if (Math.abs(lng) <= 180) return lng;
  return Math.round((lng - Math.sign(lng) * 360) * PRECISION) / PRECISION;
}
