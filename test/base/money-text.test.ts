import { expect, test } from 'vitest';
import { mayDependOnCurrency, plainAmount, withoutSign } from '../../shared/base/input/money-text.ts';

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
  ['0,600', '0.600'],
  ['8.56E+4', '85600'],
  ['1E3', '1000'],
  ['1.0e3', '1000'],
  ['5e-1', '0.5'],
  ['.5', '0.5'],
  ['5.', '5'],
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
  '00,600',
  '+5',
  '.',
  'e3',
  '1e',
  '1e3.5',
  '1e100',
  '1,5e3',
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

const RUPEES = { decimals: 2, signs: ['INR', '₹', 'RS'] };

test.each([
  ['₹1,29,900.00', '1,29,900.00'],
  ['₹ 500', '500'],
  ['Rs. 500', '500'],
  ['Rs.500', '500'],
  ['rs 85.600', '85.600'],
  ['INR 1299', '1299'],
  ['1299 INR', '1299'],
  ['₹ 1.299,00 INR', '1.299,00'],
])('%j has the signs of its currency around %s', (written, plain) => {
  expect(withoutSign(written, RUPEES)).toBe(plain);
});

test.each(['$ 500', 'US$500', '₹-500', '₹', 'INR', 'Rs. quinientos', '5 Rs 5', '₹₹500', '500 COP'])(
  '%j is no amount of rupees, and stays',
  (written) => {
    expect(withoutSign(written, RUPEES)).toBe(written);
  },
);

test.each([
  ['{"total":"85.600"}', true],
  ['{"total":"12,990"}', true],
  ['{"total":"１２，９９０"}', true],
  ['{"total":"१२.९९०"}', true],
  ['{"total":"\\u0967\\u0968.\\u096f\\u096f\\u0966"}', true],
  ['{"updates":"{\\"total\\":\\"12,990\\"}"}', true],
  ['{"total":"₹1,29,900"}', true],
  ['{"total":"\\u20b91,29,900"}', true],
  ['{"total":"\\u20B9500"}', true],
  ['{"total":"\\u00a3500"}', true],
  ['{"total":"500 \\u20ac"}', true],
  ['{"updates":"{\\"total\\":\\"500 \\\\u20ac\\"}"}', true],
  ['{"total":"500 INR"}', true],
  ['{"total":"85600.50","mobile":"+573001234567","number":"#1001"}', false],
  ['{"total":85600,"name":"Ana"}', false],
])('%s: whether an amount depends on its currency is %j', (json, depends) => {
  expect(mayDependOnCurrency(json)).toBe(depends);
});
