import { describe, expect, test } from 'vitest';
import {
  packageSizeLimits,
  packageSizes,
  readDimensions,
  readPackageSize,
  sizesFitting,
} from '../../shared/serviceability/pricing/package-size.ts';
import { toCentimetres, toKilograms } from '../../shared/serviceability/pricing/units.ts';

const smallest = (parcel: Parameters<typeof sizesFitting>[0]) => sizesFitting(parcel)[0];

test('the nine sizes have the documented weights and measures', () => {
  expect(
    packageSizes.map((size) => [size, packageSizeLimits[size].maxWeight, packageSizeLimits[size].measures]),
  ).toEqual([
    ['x-small', 0.5, [17, 17, 10]],
    ['small', 3, [34, 32, 10]],
    ['medium', 7, [34, 32, 20]],
    ['large', 15, [42, 36, 37]],
    ['x-large', 25, [54, 38, 38]],
    ['xx-large', 50, [67, 45, 37]],
    ['quarter-truck-load', 200, [125, 110, 95]],
    ['half-truck-load', 350, [145, 125, 110]],
    ['full-truck-load', 750, [245, 145, 120]],
  ]);
});

describe('the smallest size of a parcel', () => {
  test.each(packageSizes.map((size) => [size]))(
    'is %s for one of exactly its weight and measures',
    (size) => {
      const { maxWeight: weight, measures } = packageSizeLimits[size];
      expect(smallest({ weight, measures })).toBe(size);
    },
  );

  test.each([
    ['by its weight', { weight: 3.1 }, 'medium'],
    ['by its measures', { measures: [34, 32, 11] as const }, 'medium'],
    ['by whichever asks for more', { weight: 20, measures: [5, 5, 5] as const }, 'x-large'],
    ['turned to fit', { measures: [10, 34, 32] as const }, 'small'],
    ['with its longest side along the longest', { measures: [60, 10, 10] as const }, 'xx-large'],
  ])('is taken %s', (_, parcel, size) => {
    expect(smallest(parcel)).toBe(size);
  });

  test('need not fit into all the larger ones', () => {
    expect(sizesFitting({ measures: [54, 38, 38] })).toEqual([
      'x-large',
      'quarter-truck-load',
      'half-truck-load',
      'full-truck-load',
    ]);
  });

  test('does not exist for a parcel that is too heavy or too long', () => {
    expect(sizesFitting({ weight: 750.1 })).toEqual([]);
    expect(sizesFitting({ measures: [246, 1, 1] })).toEqual([]);
  });
});

test('a size is known by its name in any case', () => {
  expect(
    ['x-small', 'XSmall', 'x_small', ' XX-Large ', 'Full Truck Load', 'giant', ''].map(readPackageSize),
  ).toEqual(['x-small', 'x-small', 'x-small', 'xx-large', 'full-truck-load', undefined, undefined]);
});

test('dimensions are read out of the text of an order', () => {
  expect(['20x20x20', '10.5 X 20 × 30 cm', '20x20', '0x20x20', 'big', '-1x2x3'].map(readDimensions)).toEqual([
    [20, 20, 20],
    [10.5, 20, 30],
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('lengths and weights are read in every allowed unit, exactly where they are whole', () => {
  expect([toCentimetres(1100, 'mm'), toCentimetres(7, 'CM'), toCentimetres(10, 'inch')]).toEqual([
    110, 7, 25.4,
  ]);
  expect([toKilograms(3, 'kg'), toKilograms(500, 'g'), toKilograms(2, 'lb')]).toEqual([3, 0.5, 0.90718474]);
  expect(['cms', 'Centimeters', 'centímetros', ' CM. '].map((unit) => toCentimetres(2, unit))).toEqual([
    2, 2, 2, 2,
  ]);
  expect(['millimetres', 'milímetros', 'mm.'].map((unit) => toCentimetres(20, unit))).toEqual([2, 2, 2]);
  expect(['in', 'Inches', '"', 'in.'].map((unit) => toCentimetres(10, unit))).toEqual([
    25.4, 25.4, 25.4, 25.4,
  ]);
  expect(['kgs', 'Kilo', 'kilogrammes', 'KG.'].map((unit) => toKilograms(2, unit))).toEqual([2, 2, 2, 2]);
  expect(['gm', 'gms', 'gr', 'Grams', 'gramos'].map((unit) => toKilograms(500, unit))).toEqual([
    0.5, 0.5, 0.5, 0.5, 0.5,
  ]);
  expect(['lbs', 'Pounds', 'LB.'].map((unit) => toKilograms(1, unit))).toEqual([
    0.45359237, 0.45359237, 0.45359237,
  ]);
  // In Colombia it is half a kilogram.
  expect(['libra', 'libras'].map((unit) => toKilograms(1, unit))).toEqual([undefined, undefined]);
  expect([toCentimetres(1, 'ell'), toKilograms(1, 'stone'), toKilograms(1, 'toString')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
