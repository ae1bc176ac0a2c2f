/** Longitude and latitude. */
export type Position = readonly number[];

/** The polygons of a GeoJSON area, each a list of rings: the outer one and its holes. */
export function polygonsOf(area: { type: string; coordinates?: unknown }): Position[][][] {
  if (area.type === 'Polygon') return [area.coordinates as Position[][]];
  if (area.type === 'MultiPolygon') return area.coordinates as Position[][][];
  return [];
}

/** Whether a point is within a ring: a ray to the east crosses it an odd number of times. */
function isInRing(ring: readonly Position[], lng: number, lat: number): boolean {
  let isIn = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x = 0, y = 0] = ring[at] ?? [];
    const [px = 0, py = 0] = ring[before] ?? [];
    if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) isIn = !isIn;
  }
  return isIn;
}

/** Whether a point is within an area, and in none of its holes. */
export const isWithin = (area: { type: string; coordinates?: unknown }, lng: number, lat: number): boolean =>
  polygonsOf(area).some(
    ([outer = [], ...holes]) => isInRing(outer, lng, lat) && !holes.some((hole) => isInRing(hole, lng, lat)),
  );
