import type { Ring } from './geojson.ts';

/** The bounding box of a ring. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Cells along each side. */
const SIDE = 64;

const UNKNOWN = 0;
const INSIDE = 1;
const OUTSIDE = 2;
const EDGE = 3;

/**
 * Remembers of each cell of a polygon's box that no edge comes near whether it is inside: all its points are alike, and
 * only the first of them has to be looked up among a thousand corners.
 */
export interface Grid {
  /** @param lookUp finds it for the point, which is in the box */
  isInside(x: number, y: number, lookUp: () => boolean): boolean;
}

export function gridOf(rings: readonly Ring[], { west, south, east, north }: Box): Grid {
  // Rounding keeps the order of numbers, so that a point between the ends of an edge is in one of its cells.
  const column = (x: number): number => Math.min(SIDE - 1, Math.floor(((x - west) / (east - west)) * SIDE));
  const row = (y: number): number => Math.min(SIDE - 1, Math.floor(((y - south) / (north - south)) * SIDE));
  const cells = new Uint8Array(SIDE * SIDE);
  for (const ring of rings)
    for (const [index, [x, y]] of ring.entries()) {
      const [fromX, fromY] = ring[index - 1] ?? [x, y];
      const [left, right] = [column(Math.min(x, fromX)), column(Math.max(x, fromX))];
      const [low, high] = [row(Math.min(y, fromY)), row(Math.max(y, fromY))];
      for (let at = low; at <= high; at++) cells.fill(EDGE, at * SIDE + left, at * SIDE + right + 1);
    }
  return {
    isInside(x, y, lookUp) {
      const cell = row(y) * SIDE + column(x);
      const known = cells[cell] ?? EDGE;
      if (known === EDGE) return lookUp();
      if (known === UNKNOWN) cells[cell] = lookUp() ? INSIDE : OUTSIDE;
      return cells[cell] === INSIDE;
    },
  };
}
