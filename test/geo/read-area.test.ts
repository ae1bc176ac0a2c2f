import { describe, expect, test } from 'vitest';
import { toGeometry } from '../../shared/geo/geometry/packed-area.ts';
import { readArea } from '../../shared/geo/geometry/read-area.ts';
import { polygon, rectangle } from '../serviceability/factories.ts';

type Positions = [number, number][];

const faults = (...rings: Positions[]) => readArea(polygon(...rings)).faults;
const fault = (path: (string | number)[], message: string) => [{ path: ['coordinates', ...path], message }];

describe('a ring is refused', () => {
  test.each<[Positions]>([
    [[]],
    [[[0, 0]]],
    [
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      [
        [0, 0],
        [1, 1],
        [0, 0],
      ],
    ],
  ])('of %j, which has no inside', (ring) => {
    expect(faults(ring)).toEqual(fault([0], 'must have at least three corners'));
  });

  test('that crosses itself', () => {
    const bowTie: Positions = [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
      [0, 0],
    ];
    expect(faults(bowTie)).toEqual([
      { path: ['coordinates', 0], message: expect.stringMatching(/^crosses or touches itself near \d, \d$/) },
    ]);
  });

  test.each<[string, Positions]>([
    [
      'a corner of its own',
      [
        [0, 0],
        [4, 0],
        [2, 2],
        [4, 4],
        [0, 4],
        [2, 2],
        [0, 0],
      ],
    ],
    [
      'an edge of its own with a corner',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
        [0, 0],
      ],
    ],
    [
      'its own way back',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [4, 8],
        [4, 4],
        [0, 4],
        [0, 0],
      ],
    ],
    [
      'its start',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 4],
        [0, 0],
        [-1, 2],
        [0, 0],
      ],
    ],
  ])('that touches %s', (_, ring) => {
    expect(faults(ring)).toEqual([
      { path: ['coordinates', 0], message: expect.stringContaining('crosses or touches itself near') },
    ]);
  });

  test('that leaves the Earth, naming the position', () => {
    const out = 'is out of range: longitude is −180 to 180, latitude −90 to 90';
    expect(faults(rectangle(0, 0, 1, 91))).toEqual(fault([0, 2], out));
    expect(faults(rectangle(-181, 0, 1, 1))).toEqual(fault([0, 0], out));
    expect(
      faults([
        [0, 0],
        [1, Number.NaN],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual(fault([0, 1], out));
  });

  test('that has no inside', () => {
    const message = 'must have at least three corners';
    expect(
      faults([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
    ).toEqual(fault([0], message));
    expect(
      faults([
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(fault([0], message));
    expect(
      faults([
        [0, 0],
        [1, 1],
        [2, 2],
        [0, 0],
      ]),
    ).toEqual([{ path: ['coordinates', 0], message: expect.stringContaining('crosses or touches itself') }]);
  });

  test('that goes around a pole', () => {
    expect(
      faults([
        [0, 80],
        [120, 80],
        [-120, 80],
        [0, 80],
      ]),
    ).toEqual(fault([0], 'goes around a pole'));
    expect(
      faults([
        [0, 80],
        [120, 80],
        [-120, 80],
      ]),
    ).toEqual(fault([0], 'goes around a pole'));
  });
});

test.each([
  [rectangle(0, 0, 9, 9), rectangle(3, 3, 6, 6)],
  [rectangle(179, 0, 181, 1).map(([lng, lat]): [number, number] => [lng > 180 ? lng - 360 : lng, lat])],
])('a ring that is left open ends where it began', (...rings) => {
  const read = (...given: Positions[]) => {
    const { area, faults: found } = readArea(polygon(...given));
    return [toGeometry(area), found];
  };
  const closed = read(...rings);
  expect(read(...rings.map((ring) => ring.slice(0, -1)))).toEqual(closed);
  expect(closed[1]).toEqual([]);
});

describe('a hole is refused', () => {
  const border = rectangle(0, 0, 9, 9);

  test('outside of its border', () => {
    expect(faults(border, rectangle(10, 10, 11, 11))).toEqual(
      fault([1], 'is a hole outside of its border, which is ring 0'),
    );
  });

  test('across its border', () => {
    expect(faults(border, rectangle(8, 3, 11, 5))).toEqual([
      { path: ['coordinates', 1], message: expect.stringMatching(/^crosses ring 0 near /) },
    ]);
  });

  test('in another hole', () => {
    const message = 'is a hole in the hole that is ring 2';
    expect(faults(border, rectangle(2, 2, 3, 3), rectangle(1, 1, 4, 4))).toEqual(fault([1], message));
    expect(faults(border, rectangle(1, 1, 4, 4), rectangle(1, 1, 4, 4))).toEqual(fault([1], message));
  });

  test('across another hole', () => {
    expect(faults(border, rectangle(1, 1, 4, 4), rectangle(3, 2, 6, 3))).toEqual([
      { path: ['coordinates', 2], message: expect.stringMatching(/^crosses ring 1 near /) },
    ]);
  });
});

test('a hole may touch its border and another hole in a point', () => {
  const diamond: Positions = [
    [0, 4],
    [2, 2],
    [4, 4],
    [2, 6],
    [0, 4],
  ];
  const beside: Positions = [
    [4, 4],
    [6, 3],
    [6, 5],
    [4, 4],
  ];
  expect(faults(rectangle(0, 0, 9, 9), diamond, beside)).toEqual([]);
});

test('a repeated position is ignored', () => {
  const { area, faults: found } = readArea(
    polygon([
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 1],
      [0, 1],
      [0, 0],
    ]),
  );
  expect(found).toEqual([]);
  expect(area[0]?.rings[0]).toEqual(rectangle(0, 0, 1, 1));
});

test('each of several polygons is refused with its own reason', () => {
  const { area, faults: found } = readArea({
    type: 'MultiPolygon',
    coordinates: [[rectangle(0, 0, 1, 1)], [rectangle(2, 2, 3, 3).slice(3)], [rectangle(4, 4, 5, 95)]],
  });
  expect(area).toHaveLength(1);
  expect(found.map(({ path }) => path)).toEqual([
    ['coordinates', 1, 0],
    ['coordinates', 2, 0, 2],
  ]);
});

test('a border of 10,000 corners is read, winding as it may be', () => {
  const corners = 10_000;
  const ring = Array.from({ length: corners }, (_, index): [number, number] => {
    const angle = (index / corners) * 2 * Math.PI;
    const radius = 1 + 0.2 * Math.sin(50 * angle);
    return [10 + radius * Math.cos(angle), 10 + radius * Math.sin(angle)];
  });
  expect(faults([...ring, ...ring.slice(0, 1)])).toEqual([]);
});
