import { expect, test } from 'vitest';
import { isExactNumber, parseExactly } from '../../shared/base/input/json.ts';

test.each([
  '98765432109876543210',
  '-98765432109876543210',
  '9007199254740993',
  '123456789012345678.5',
  '12345678.901234567890123',
  '0.12345678901234567891',
  '28.949999999999999',
  '1e400',
  '1e-400',
  '12345678901234567e-3',
])('%s is more than a double holds, and keeps its digits', (written) => {
  const { number } = parseExactly(`{"number":${written}}`) as { number: unknown };
  expect(isExactNumber(number)).toBe(true);
  expect(JSON.stringify([number])).toBe(`[${written}]`);
});

test.each([
  '0',
  '-0.0',
  '85600.00000000000000',
  '1797.3000000000002',
  '0.30000000000000004',
  '9007199254740991',
  '1.5e3',
  '0.1E-6',
  '1234567890123456e-3',
])('%s is what a double says, and is one', (written) => {
  expect(parseExactly(`[${written}]`)).toEqual([Number(written)]);
});
