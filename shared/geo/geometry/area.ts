import pointInPolygon from 'point-in-polygon-hao';
import type { Point } from '../point.ts';
import type { Ring } from './geojson.ts';
import { type Box, type Grid, gridOf } from './grid.ts';

/** A border and the holes in it. Rings are closed and unbroken: across the antimeridian they continue beyond 180°. */
export interface Polygon {
  rings: readonly [border: Ring, ...holes: Ring[]];
  box: Box;
  grid: Grid;
}

export type Area = readonly Polygon[];

/** The same longitude, one time around the Earth each way. */
const TURNS = [0, 360, -360];

export function polygonOf(rings: Polygon['rings']): Polygon {
  const box = boxOf(rings[0]);
  return { rings, box, grid: gridOf(rings, box) };
}

/** Whether a point is inside an area or on its border, that of a hole too. */
export function touches(area: Area, { lat, lng }: Point): boolean {
  return area.some(({ rings, box, grid }) =>
    TURNS.some((turn) => {
      const x = lng + turn;
      if (x < box.west || x > box.east || lat < box.south || lat > box.north) return false;
      return grid.isInside(x, lat, () => sideOf(x, lat, rings) !== false);
    }),
  );
}

/** Whether a place is inside of rings or outside (false), or on the line of one of them (0). */
export const sideOf = (x: number, y: number, rings: readonly Ring[]): boolean | 0 =>
  // The library only reads them, though its types say otherwise.
  pointInPolygon([x, y], rings as unknown as number[][][]);

export const boxOf = (ring: Ring): Box => boxAround(ring);

/** The box around all polygons of an area. */
export const areaBoxOf = (area: Area): Box => boxAround(area.flatMap(({ rings: [border] }) => border));

function boxAround(positions: Ring): Box {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lng, lat] of positions) {
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}
