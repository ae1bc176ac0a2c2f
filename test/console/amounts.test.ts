import { describe, expect, it } from 'vitest';
import {
  currencyFirst,
  readAmount,
  readQuantity,
  sumOfLines,
} from '../../functions/console/client/base/amounts.ts';

describe('an amount that a person types', () => {
  it.each([
    ['85600', 'COP', 85_600],
    ['85.600', 'COP', 85_600],
    ['$ 85.600', 'COP', 85_600],
    ['COP 85,600', 'COP', 85_600],
    ['85.600,50', 'COP', 85_600.5],
    ['1.234.567', 'COP', 1_234_567],
    ['1,29,900', 'INR', 129_900],
    ['R$ 12,90', 'BRL', 12.9],
    ['12.9', 'MXN', 12.9],
    ['1.299', 'MXN', 1299],
    ['1.299', 'KWD', 1.299],
    ['1,299', 'KWD', 1.299],
    ['0', 'COP', 0],
  ])('%s in %s', (typed, currency, amount) => {
    expect(readAmount(typed, currency)).toBe(amount);
  });

  it.each(['', ' ', '$', 'free', '-5', '1.2.3', '12,3,4', '1e400'])('is none: %j', (typed) => {
    expect(readAmount(typed, 'COP')).toBeUndefined();
  });
});

it.each([
  ['2', 2],
  ['1,5', 1.5],
  ['0.250', 0.25],
  ['1.000', 1000],
  ['1,000', 1000],
  ['2 kg', 2],
  ['none', undefined],
  ['-1', undefined],
])('a quantity that a person types: %s', (typed, quantity) => {
  expect(readQuantity(typed)).toBe(quantity);
});

it('lines come to a sum without the remainders of floats', () => {
  const lines = [
    { price: 0.1, quantity: 3 },
    { price: 28.95, quantity: 2 },
    { price: undefined, quantity: 5 },
  ];
  expect(sumOfLines(lines)).toBe(58.2);
});

it('sums in the shop’s own currency come before those in others, and keep their order', () => {
  const sums = ['CLP open', 'COP open', 'COP paid', 'KWD open'].map((each) => {
    const [currency = '', state = ''] = each.split(' ');
    return { currency, state };
  });
  const shown = currencyFirst('COP', sums).map(({ currency, state }) => `${currency} ${state}`);
  expect(shown).toEqual(['COP open', 'COP paid', 'CLP open', 'KWD open']);
});
