import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Area, touches } from '../../shared/geo/geometry/area.ts';
import type { Geometry } from '../../shared/geo/geometry/geojson.ts';
import { packArea, toGeometry, unpackArea } from '../../shared/geo/geometry/packed-area.ts';
import { readArea } from '../../shared/geo/geometry/read-area.ts';
import { polygon, rectangle } from '../serviceability/factories.ts';

function areaOf(geometry: Geometry): Area {
  const { area, faults } = readArea(geometry);
  expect(faults).toEqual([]);
  return area;
}

/** Where of the given points an area is. */
const inside = (geometry: Geometry, ...points: [lng: number, lat: number][]): boolean[] => {
  const area = areaOf(geometry);
  return points.map(([lng, lat]) => touches(area, { lat, lng }));
};

describe('a polygon', () => {
  test('has its inside, its edges and its corners, and nothing else', () => {
    const square = polygon(rectangle(0, 0, 4, 4));
    expect(inside(square, [2, 2], [0, 2], [4, 2], [2, 0], [2, 4], [0, 0], [4, 4])).toEqual(
      Array(7).fill(true),
    );
    expect(inside(square, [-0.000001, 2], [4.000001, 2], [2, -1], [2, 5], [5, 5])).toEqual(
      Array(5).fill(false),
    );
  });

  test('has the points of a slanted edge', () => {
    const triangle = polygon([
      [0, 0],
      [4, 0],
      [0, 4],
      [0, 0],
    ]);
    expect(inside(triangle, [2, 2], [1, 3], [2, 2.000001], [2, 1.999999])).toEqual([true, true, false, true]);
  });

  test('is the same whichever way around its rings are written', () => {
    const backwards = polygon(rectangle(0, 0, 4, 4).toReversed(), rectangle(1, 1, 2, 2));
    expect(inside(backwards, [3, 3], [1.5, 1.5])).toEqual([true, false]);
  });

  test('does not have the inside of its holes, but has their borders', () => {
    const holed = polygon(rectangle(0, 0, 9, 9), rectangle(1, 1, 3, 3), rectangle(5, 5, 8, 8));
    expect(inside(holed, [2, 2], [6, 7])).toEqual([false, false]);
    expect(inside(holed, [1, 2], [3, 3], [5, 6], [4, 4])).toEqual([true, true, true, true]);
  });

  test('has what lies between a hole and the island in it, when that is a polygon of its own', () => {
    const island: Geometry = {
      type: 'MultiPolygon',
      coordinates: [[rectangle(0, 0, 9, 9), rectangle(2, 2, 7, 7)], [rectangle(4, 4, 5, 5)]],
    };
    expect(inside(island, [1, 1], [3, 3], [4.5, 4.5])).toEqual([true, false, true]);
  });

  test('that is concave does not contain its bay', () => {
    const bay = polygon([
      [0, 0],
      [6, 0],
      [6, 6],
      [4, 6],
      [4, 2],
      [2, 2],
      [2, 6],
      [0, 6],
      [0, 0],
    ]);
    expect(inside(bay, [1, 5], [5, 5], [3, 1], [3, 4])).toEqual([true, true, true, false]);
  });
});

describe('across the antimeridian', () => {
  const points: [number, number][] = [
    [179, 0],
    [-179, 0],
    [180, 0],
    [-180, 0],
    [177, 0],
    [-177, 0],
    [0, 0],
  ];
  const expected = [true, true, true, true, false, false, false];

  test('a ring that crosses it takes the short way', () => {
    expect(inside(polygon(rectangle(178, -2, -178, 2)), ...points)).toEqual(expected);
    expect(inside(polygon(rectangle(-178, -2, 178, 2).toReversed()), ...points)).toEqual(expected);
  });

  test('an area that is cut there, as GeoJSON asks for, is whole', () => {
    const cut: Geometry = {
      type: 'MultiPolygon',
      coordinates: [[rectangle(178, -2, 180, 2)], [rectangle(-180, -2, -178, 2)]],
    };
    expect(inside(cut, ...points)).toEqual(expected);
  });

  test('a hole on the other side is in the right place', () => {
    const holed = polygon(rectangle(178, -2, -178, 2), rectangle(-179.5, -1, -179, 1));
    expect(inside(holed, [-179.2, 0], [179.2, 0], [-178.5, 0], [-179.5, 0])).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('a stored area', () => {
  test('equals its GeoJSON and its source, to a millionth of a degree', () => {
    const holed = polygon(rectangle(178.123456, -2.5, -178, 2), rectangle(-179.5, -1, -179, 1));
    expect(toGeometry(unpackArea(packArea(areaOf(holed))))).toEqual(holed);
  });

  test('has the same points', () => {
    const degrees = (limit: number) =>
      fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((n) => n / 1e6);
    fc.assert(
      fc.property(degrees(170), degrees(80), degrees(9), degrees(9), (lng, lat, x, y) => {
        const area = areaOf(
          polygon(rectangle(lng, lat, lng + 9, lat + 9), rectangle(lng + 1, lat + 1, lng + 4, lat + 4)),
        );
        const point = { lat: lat + y, lng: lng + x };
        expect(touches(unpackArea(packArea(area)), point)).toBe(touches(area, point));
      }),
    );
  });
});
