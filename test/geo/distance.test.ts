import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asTheCrowFlies, chargeableOf, kilometresOf } from '../../shared/geo/distance/distance.ts';
import { greatCircle } from '../../shared/geo/distance/great-circle.ts';

describe('the great circle', () => {
  test.each([
    ['from Bogotá to Medellín', { lat: 4.711, lng: -74.0721 }, { lat: 6.2442, lng: -75.5812 }, 239],
    ['from pole to pole', { lat: 90, lng: 12 }, { lat: -90, lng: 99 }, 20_015],
    ['over the antimeridian', { lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 }, 111],
    ['from a place to itself', { lat: 12.9121, lng: 77.6139 }, { lat: 12.9121, lng: 77.6139 }, 0],
  ])('has the known length %s', (_, from, to, kilometres) => {
    expect(Math.round(greatCircle(from, to) / 1000)).toBe(kilometres);
  });

  test('is the same both ways, and never longer than half way around', () => {
    const point = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (from, to) => {
        expect(greatCircle(from, to)).toBeCloseTo(greatCircle(to, from), 3);
        expect(greatCircle(from, to)).toBeLessThanOrEqual(20_015_115);
      }),
    );
  });
});

test("as the crow flies it is 932 m in the reference's example, 1.2 km with the detours of roads", async () => {
  const [from, to] = [
    { lat: 12.9121, lng: 77.6139 },
    { lat: 12.9181, lng: 77.6199 },
  ];
  expect(await asTheCrowFlies.metres(from, to, 1)).toBe(932);
  expect(await asTheCrowFlies.metres(from, to, 1.3)).toBe(1211);
});

test('each kilometre begun counts, and one at least is charged for', () => {
  expect([0, 1, 1000, 1001, 1211].map(kilometresOf)).toEqual([0, 1, 1, 2, 2]);
  expect([0, 1, 1000, 1001].map(chargeableOf)).toEqual([1, 1, 1, 2]);
});
