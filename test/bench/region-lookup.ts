import { packArea, unpackArea } from '../../shared/geo/geometry/packed-area.ts';
import { readArea } from '../../shared/geo/geometry/read-area.ts';
import type { Point } from '../../shared/geo/point.ts';
import { indexRegions } from '../../shared/serviceability/regions/region.ts';
import { region } from '../serviceability/factories.ts';

/** Microseconds to find the region of a point among 200 of 1,000 corners each. */
export interface RegionLookup {
  /** Side by side, as regions are; a point in three is in none. */
  apart: number;
  /** The worst there is: all on one another, and the point in the box of each and in none of them. */
  stacked: number;
}

const REGIONS = 200;
const CORNERS = 1000;
const POINTS = 2000;

export function measureRegionLookup(): RegionLookup {
  const spread = (at: number): Point => ({ lng: (at * 7.31) % 20, lat: (at * 3.77) % 10 });
  return {
    apart: measure((at) => [at % 20, Math.floor(at / 20)], spread),
    stacked: measure(
      () => [10, 5],
      (at) => ({ lng: 10.36 + ((at * 7.31) % 80) / 1000, lat: 5.36 + ((at * 3.77) % 80) / 1000 }),
    ),
  };
}

function measure(
  centre: (index: number) => [lng: number, lat: number],
  pointOf: (index: number) => Point,
): number {
  const template = region('AA');
  const index = indexRegions(
    Array.from({ length: REGIONS }, (_, at) => ({
      ...template,
      code: `R${at}`,
      area: unpackArea(packArea(winding(...centre(at)))),
    })),
  );
  const points = Array.from({ length: POINTS }, (_, at) => pointOf(at));
  for (const point of points) index.at(point);
  const started = performance.now();
  for (const point of points) index.at(point);
  return Math.round(((performance.now() - started) / POINTS) * 1000);
}

function winding(lng: number, lat: number) {
  const ring = Array.from({ length: CORNERS - 1 }, (_, at): [number, number] => {
    const angle = (at / CORNERS) * 2 * Math.PI;
    const radius = 0.4 + 0.05 * Math.sin(40 * angle);
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
  return readArea({ type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] }).area;
}
