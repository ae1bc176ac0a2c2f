import { expect, test } from 'vitest';
import { decimalsOf, toMajor, toMinor } from '../../shared/serviceability/pricing/money.ts';

test('currencies have the decimals of ISO 4217', () => {
  const decimals = (currencies: string) => new Set(currencies.split(' ').map(decimalsOf));
  expect(decimals('INR COP MXN USD EUR BRL PEN')).toEqual(new Set([2]));
  expect(decimals('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF')).toEqual(
    new Set([0]),
  );
  expect(decimals('BHD IQD JOD KWD LYD OMR TND')).toEqual(new Set([3]));
  expect(decimals('CLF UYW')).toEqual(new Set([4]));
});

test('minor units are exact in both directions', () => {
  expect([toMajor(10_550, 'INR'), toMajor(1, 'KWD'), toMajor(105, 'CLP')]).toEqual([105.5, 0.001, 105]);
  expect([
    toMinor(105.5, 'INR'),
    toMinor(1.15, 'INR'),
    toMinor(0.1 + 0.2, 'INR'),
    toMinor(1.5, 'CLP'),
    toMinor(-Number.MAX_SAFE_INTEGER, 'CLP'),
    toMinor(Number.MAX_SAFE_INTEGER + 1, 'CLP'),
  ]).toEqual([10_550, 115, 30, undefined, -Number.MAX_SAFE_INTEGER, undefined]);
});

test('an amount of more decimals than its currency has is no rounding error, however large it is', () => {
  expect(toMinor(1_000_000.005, 'INR')).toBeUndefined();
  expect(toMinor(1_000_000.01, 'INR')).toBe(100_000_001);
});
