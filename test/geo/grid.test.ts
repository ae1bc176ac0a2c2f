import fc from 'fast-check';
import pointInPolygon from 'point-in-polygon-hao';
import { expect, test } from 'vitest';
import { touches } from '../../shared/geo/geometry/area.ts';
import { readArea } from '../../shared/geo/geometry/read-area.ts';
import { rectangle } from '../serviceability/factories.ts';

/** A star with a hole, whose corners are as far out as the given shares. */
function star(shares: readonly number[]): [number, number][][] {
  const ring = shares.map((share, index): [number, number] => {
    const angle = (index / shares.length) * 2 * Math.PI;
    return [(1 + share) * Math.cos(angle), (1 + share) * Math.sin(angle)].map(
      (degrees) => Math.round(degrees * 1e6) / 1e6,
    ) as [number, number];
  });
  return [[...ring, ...ring.slice(0, 1)], rectangle(-0.2, -0.1, 0.15, 0.3)];
}

test('the cached answer of a cell equals the library’s for each point in it', () => {
  const share = fc.double({ min: 0, max: 4, noNaN: true });
  const degrees = fc.double({ min: -5, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(share, { minLength: 8, maxLength: 40 }),
      fc.array(fc.tuple(degrees, degrees), { minLength: 50, maxLength: 200 }),
      (shares, points) => {
        const rings = star(shares);
        const { area, faults } = readArea({ type: 'Polygon', coordinates: rings });
        expect(faults).toEqual([]);
        // The corners too: they are where cells and edges meet.
        for (const [lng, lat] of [...points, ...points, ...rings.flat()])
          expect(touches(area, { lat, lng })).toBe(pointInPolygon([lng, lat], rings) !== false);
      },
    ),
    { numRuns: 200 },
  );
});
