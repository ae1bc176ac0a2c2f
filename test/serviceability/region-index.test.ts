import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexRegions } from '../../shared/serviceability/regions/region.ts';
import { polygon, rectangle, region } from './factories.ts';

const west = region('WEST', { area: polygon(rectangle(0, 0, 1, 1)), pincodes: ['560001', '560002'] });
const east = region('EAST', { area: polygon(rectangle(1, 0, 2, 1)), pincodes: ['560002', '560003'] });

describe('a point on a border of two regions', () => {
  test('belongs to the one with the smaller code, in whichever order they are stored', () => {
    for (const regions of [
      [west, east],
      [east, west],
    ])
      expect(indexRegions(regions).at({ lat: 0.5, lng: 1 })?.code).toBe('EAST');
  });

  test('belongs to its region where there is no other', () => {
    expect(indexRegions([west, east]).at({ lat: 1, lng: 0.5 })?.code).toBe('WEST');
    expect(indexRegions([west]).at({ lat: 0.5, lng: 1 })?.code).toBe('WEST');
  });
});

test('a point outside of all regions belongs to none', () => {
  expect(indexRegions([west, east]).at({ lat: 1.1, lng: 1 })).toBeUndefined();
  expect(indexRegions([]).at({ lat: 0, lng: 0 })).toBeUndefined();
});

test('the hole of one region may be another region, which shares its border with it', () => {
  const around = region('B', { area: polygon(rectangle(0, 0, 9, 9), rectangle(3, 3, 6, 6)) });
  const within = region('A', { area: polygon(rectangle(3, 3, 6, 6)) });
  const index = indexRegions([around, within]);
  const codes = [4.5, 3, 1].map((at) => index.at({ lat: at, lng: at })?.code);
  expect(codes).toEqual(['A', 'A', 'B']);
});

test('where regions overlap the smallest code wins', () => {
  const index = indexRegions([region('B'), region('a'), region('A2'), region('A10')]);
  expect(index.at({ lat: 0.5, lng: 0.5 })?.code).toBe('A10');
  expect(index.all.map(({ code }) => code)).toEqual(['A10', 'A2', 'B', 'a']);
});

test('a pincode belongs to the region that lists it, of several to the smallest code', () => {
  const index = indexRegions([west, east]);
  const codes = ['560001', '560002', '560003', '560004'].map((pincode) => index.ofPincode(pincode)?.code);
  expect(codes).toEqual(['WEST', 'EAST', 'EAST', undefined]);
});

test('a pincode is the same with a space in it, and in small letters', () => {
  const index = indexRegions([region('A', { pincodes: ['560 004', 'SW1A 1AA'] })]);
  const codes = ['560004', '560 004', 'sw1a1aa'].map((pincode) => index.ofPincode(pincode)?.code);
  expect(codes).toEqual(['A', 'A', 'A']);
});

test('every point of a mesh of slanted regions belongs to exactly one of them, always the same', () => {
  // A plane cut into triangles that share edges and corners, at coordinates that no double holds exactly.
  const at = (column: number, row: number): [number, number] => [
    Math.round((column * 0.1 + row * 0.013) * 1e6) / 1e6,
    Math.round((row * 0.1 - column * 0.007) * 1e6) / 1e6,
  ];
  const triangles = [0, 1, 2].flatMap((column) =>
    [0, 1, 2].flatMap((row) => {
      const [a, b, c, d] = [
        at(column, row),
        at(column + 1, row),
        at(column + 1, row + 1),
        at(column, row + 1),
      ];
      return [
        [a, b, c, a],
        [a, c, d, a],
      ];
    }),
  );
  const mesh = triangles.map((ring, index) => region(`R${index}`, { area: polygon(ring) }));
  const [forwards, backwards] = [indexRegions(mesh), indexRegions(mesh.toReversed())];
  const share = fc.integer({ min: 0, max: 1000 });
  fc.assert(
    fc.property(share, share, (x, y) => {
      const [fromX, fromY] = at(0, 0);
      const [column, row] = [(x / 1000) * 3, (y / 1000) * 3];
      const point = {
        lng: fromX + column * 0.1 + row * 0.013,
        lat: fromY + row * 0.1 - column * 0.007,
      };
      const touching = mesh.filter((each) => indexRegions([each]).at(point));
      const code = forwards.at(point)?.code;
      expect(backwards.at(point)?.code).toBe(code);
      if (x > 0 && x < 1000 && y > 0 && y < 1000) expect(touching.length).toBeGreaterThan(0);
      expect(code).toBe(touching.map((each) => each.code).sort()[0]);
    }),
  );
});
