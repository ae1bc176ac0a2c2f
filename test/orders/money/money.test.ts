import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  amountToNumber,
  parseAmount,
  pricesOf,
  requireWhole,
  sumOf,
} from '../../../shared/orders/order/money.ts';
import { isCurrency } from '../../../shared/time/places.ts';

it.each([
  [85600, '85600'],
  ['85600', '85600'],
  ['85600.50', '85600.5'],
  [' 85600 ', '85600'],
  [28.95, '28.95'],
  [0, '0'],
  ['0.10', '0.1'],
  ['999999999999', '999999999999'],
])('reads %j as %s', (input, amount) => expect(parseAmount(input)).toBe(amount));

it.each([
  -1,
  '-1',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e21,
  1e-7,
  '',
  'abc',
  '1,000',
  '85.600',
  ' 1.000 ',
  '1e3',
  '0x10',
  '1.23456',
  '1000000000000',
  ' ',
])('refuses %j', (input) => expect(parseAmount(input)).toBeUndefined());

it('requires whole amounts in a currency without decimals, and names each other one', () => {
  const amounts = {
    total: '10.5',
    shipping: '10',
    tax: null,
    discount: undefined,
    ...pricesOf([{ price: '1' }, { price: '0.5' }], 'items'),
  };
  expect(() => requireWhole(amounts, 'CLP')).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: {
        issues: [
          { field: 'total', rule: 'whole_amount', expected: 'CLP' },
          { field: 'items.1.price', rule: 'whole_amount', expected: 'CLP' },
        ],
      },
    }),
  );
  requireWhole(amounts, 'COP');
  requireWhole({ total: '10', tax: null }, 'CLP');
});

it('adds up without the errors of floats', () => {
  expect(sumOf([{ price: '0.1', quantity: 3 }])).toBe('0.3');
  expect(
    sumOf([
      { price: '599', quantity: 2 },
      { price: '1299', quantity: 1 },
    ]),
  ).toBe('2497');
});

it('gives back every number of cents that it was given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999_999_999 }), (cents) => {
      const price = cents / 100;
      const amount = parseAmount(price);
      expect(amount === undefined ? undefined : amountToNumber(amount)).toBe(price);
    }),
  );
});

it.each([
  ['INR', true],
  ['COP', true],
  ['inr', false],
  ['XYZ', false],
  ['', false],
])('knows whether %j is a currency: %s', (code, is) => expect(isCurrency(code)).toBe(is));
