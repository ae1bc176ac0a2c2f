import { type Area, boxOf, type Polygon, polygonOf, sideOf } from './area.ts';
import { findCrossing } from './crossings.ts';
import { type GeoJson, type Geometry, geometriesOf, type Ring } from './geojson.ts';

/** A fault of a geometry; `path` leads from the geometry to the ring or position. */
export interface AreaFault {
  path: readonly (string | number)[];
  /** Continues a sentence that begins with the path: `is not closed: …`. */
  message: string;
}

type Read<T> = { value: T } | { fault: AreaFault };

/** The area that a document describes, all its geometries together, or the first thing that is wrong with each polygon. */
export function readArea(document: GeoJson): { area: Area; faults: readonly AreaFault[] } {
  const read = geometriesOf(document).map(({ geometry, path }) => readGeometry(geometry, path));
  return {
    area: read.flatMap(({ area }) => area),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readGeometry(
  geometry: Geometry,
  path: AreaFault['path'],
): { area: Area; faults: readonly AreaFault[] } {
  const isOne = geometry.type === 'Polygon';
  const polygons = isOne ? [geometry.coordinates] : geometry.coordinates;
  const read = polygons.map((rings, index) =>
    readPolygon(rings, [...path, 'coordinates', ...(isOne ? [] : [index])]),
  );
  return {
    area: read.flatMap((each) => ('value' in each ? [each.value] : [])),
    faults: read.flatMap((each) => ('fault' in each ? [each.fault] : [])),
  };
}

type Rings = readonly (readonly (readonly number[])[])[];

function readPolygon(given: Rings, path: AreaFault['path']): Read<Polygon> {
  const rings: Ring[] = [];
  for (const [index, positions] of given.entries()) {
    const ring = readRing(positions, [...path, index]);
    if ('fault' in ring) return ring;
    rings.push(ring.value);
  }
  const [border, ...apart] = rings;
  if (border === undefined) return { fault: { path, message: 'must have a ring' } };
  const holes = apart.map((hole) => shiftedNextTo(hole, border));
  const fault = crossingFault([border, ...holes], path) ?? holeFault(border, holes, path);
  return fault ? { fault } : { value: polygonOf([border, ...holes]) };
}

/**
 * On Earth, and made one unbroken line of distinct corners at a millionth of a degree. One that is left open, as map libraries keep
 * them, ends where it began.
 */
function readRing(positions: readonly (readonly number[])[], path: AreaFault['path']): Read<Ring> {
  const fault = (message: string, at: AreaFault['path'] = path) => ({ fault: { path: at, message } });
  const ring: [number, number][] = [];
  for (const [index, [lng = Number.NaN, lat = Number.NaN]] of positions.entries()) {
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      return fault('is out of range: longitude is −180 to 180, latitude −90 to 90', [...path, index]);
    const last = ring.at(-1);
    const next: [number, number] = [round(unwrappedLongitude(lng, last?.[0])), round(lat)];
    if (last?.[0] !== next[0] || last?.[1] !== next[1]) ring.push(next);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first && last && !isSamePlace(first, last))
    ring.push([round(unwrappedLongitude(first[0], last[0])), first[1]]);
  if (ring.length < 4) return fault('must have at least three corners');
  if (ring[0]?.[0] !== ring.at(-1)?.[0]) return fault('goes around a pole');
  return { value: ring };
}

/** Wherever on the way around the Earth. */
const isSamePlace = ([lng, lat]: Ring[number], [otherLng, otherLat]: Ring[number]): boolean =>
  lat === otherLat && round(unwrappedLongitude(lng, otherLng)) === otherLng;

function crossingFault(rings: readonly Ring[], path: AreaFault['path']): AreaFault | undefined {
  const crossing = findCrossing(rings);
  if (crossing === undefined) return undefined;
  const [first, second] = crossing.rings.toSorted((a, b) => a - b);
  const where = `near ${crossing.near.map(wrap).join(', ')}`;
  const message = first === second ? `crosses or touches itself ${where}` : `crosses ring ${first} ${where}`;
  return { path: [...path, second ?? 0], message };
}

/** Of rings that do not cross. */
function holeFault(border: Ring, holes: readonly Ring[], path: AreaFault['path']): AreaFault | undefined {
  for (const [index, hole] of holes.entries()) {
    const fault = (message: string): AreaFault => ({ path: [...path, index + 1], message });
    if (!sidesOf(hole, border).every((side) => side !== false))
      return fault('is a hole outside of its border, which is ring 0');
    const outer = holes.findIndex((each) => each !== hole && overlap(hole, each));
    if (outer >= 0) return fault(`is a hole in the hole that is ring ${outer + 1}`);
  }
  return undefined;
}

const overlap = (a: Ring, b: Ring): boolean =>
  [...sidesOf(a, b), ...sidesOf(b, a)].includes(true) ||
  (sidesOf(a, b).every((side) => side === 0) && a.length === b.length);

/** Where the corners of one ring are to another one: inside, outside (false) or on its line (0). */
const sidesOf = (ring: Ring, of: Ring): (boolean | 0)[] => ring.map(([x, y]) => sideOf(x, y, [of]));

/** A ring, shifted by 360° next to another one, if one of the two continues beyond the antimeridian. */
function shiftedNextTo(ring: Ring, other: Ring): Ring {
  const [own, wanted] = [boxOf(ring), boxOf(other)];
  const turn = [0, 360, -360].find(
    (each) => own.west + each <= wanted.east && own.east + each >= wanted.west,
  );
  return turn ? ring.map(([lng, lat]) => [round(lng + turn), lat]) : ring;
}

/** A step of more than half the way around the Earth is the short one the other way, across the antimeridian. */
function unwrappedLongitude(lng: number, last: number | undefined): number {
  if (last === undefined) return lng;
  return lng + 360 * Math.round((last - lng) / 360);
}

const round = (degrees = Number.NaN): number => Math.round(degrees * 1e6) / 1e6;

const wrap = (degrees: number): number =>
  Math.abs(degrees) > 180 ? round(degrees - Math.sign(degrees) * 360) : degrees;
