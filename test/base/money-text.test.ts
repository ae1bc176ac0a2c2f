import { expect, test } from 'vitest';
import { plainAmount } from '../../shared/base/input/money-text.ts';

test.each([
  ['85.600,00', '85600.00'],
  ['85,600.5', '85600.5'],
  ['1.234.567', '1234567'],
  ['1,234,567.89', '1234567.89'],
  ['12,34,567', '1234567'],
  ['1,29,900.00', '129900.00'],
  ['85 600', '85600'],
  ['85\u00a0600,50', '85600.50'],
  ["85'600", '85600'],
  ['12,90', '12.90'],
  [' 85600,5 ', '85600.5'],
])('%j is written for people, and can only be %s', (written, plain) => {
  expect(plainAmount(written)).toBe(plain);
});

test.each([
  '85.600',
  '85,600',
  ' 1.000 ',
  '85600',
  '85600.50',
  '1234,567',
  '1.234.56',
  '1,234.567.890',
  '12.34,567',
  '1,2345.6',
  '1,,234',
  '1 2 3',
  '1,234,5678',
  '',
  ',',
  '$85',
  'abc',
  7,
  null,
])('%j is plain, ambiguous or not an amount, and stays as it is', (written) => {
  expect(plainAmount(written)).toBe(written);
});
