import pointInPolygon from 'point-in-polygon-hao';
import type { Point } from '../point.ts';
import type { Ring } from './geojson.ts';

/** The corners of what a polygon lies in. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** A border and the holes in it. Rings are closed and unbroken: across the antimeridian they go on beyond 180°. */
export interface Polygon {
  rings: readonly [border: Ring, ...holes: Ring[]];
  box: Box;
}

export type Area = readonly Polygon[];

/** The same longitude, one time around the Earth each way. */
const TURNS = [0, 360, -360];

/** Whether a point is inside an area or on its border, that of a hole too. */
export function touches(area: Area, { lat, lng }: Point): boolean {
  return area.some(({ rings, box }) =>
    TURNS.some((turn) => {
      const x = lng + turn;
      if (x < box.west || x > box.east || lat < box.south || lat > box.north) return false;
      // 0 is the border. The library only reads the rings, though its types say otherwise.
      return pointInPolygon([x, lat], rings as unknown as number[][][]) !== false;
    }),
  );
}

export function boxOf(ring: Ring): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lng, lat] of ring) {
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}
