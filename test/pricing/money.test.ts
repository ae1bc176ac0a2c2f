import { expect, test } from 'vitest';
import { decimalsOf, toMajor, toMinor } from '../../shared/serviceability/pricing/money.ts';

test('currencies have the decimals of ISO 4217', () => {
  expect(['INR', 'COP', 'MXN', 'CLP', 'KWD', 'CLF'].map(decimalsOf)).toEqual([2, 2, 2, 0, 3, 4]);
});

test('minor units are exact in both directions', () => {
  expect([toMajor(10_550, 'INR'), toMajor(1, 'KWD'), toMajor(105, 'CLP')]).toEqual([105.5, 0.001, 105]);
  expect([
    toMinor(105.5, 'INR'),
    toMinor(1.15, 'INR'),
    toMinor(0.1 + 0.2, 'INR'),
    toMinor(1.5, 'CLP'),
  ]).toEqual([10_550, 115, undefined, undefined]);
});
