import type { Point } from '../point.ts';

/** The Earth's mean radius in metres (IUGG). */
const RADIUS = 6_371_008.8;

/** Metres between two points over the surface of a ball (haversine formula). */
export function greatCircle(from: Point, to: Point): number {
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const latitudes = Math.cos(radians(from.lat)) * Math.cos(radians(to.lat));
  const chord = half(from.lat, to.lat) + latitudes * half(from.lng, to.lng);
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, chord)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
