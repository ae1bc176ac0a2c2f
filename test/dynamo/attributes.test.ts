import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromImage, toImage } from '../../shared/adapters/dynamo/sdk/attributes.ts';

const json = fc.object({
  // The SDK's converter loses this one key.
  key: fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
  values: [
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.float({ min: -(2 ** 30), max: 2 ** 30, noNaN: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant([]),
  ],
});

test("Images are those of the SDK's own converter, and read back as what they were", () => {
  fc.assert(
    fc.property(json, (values) => {
      const image = toImage(values);
      expect(image).toEqual(marshall(values, { removeUndefinedValues: true }));
      expect(fromImage(image)).toEqual(unmarshall(image));
      expect(fromImage(JSON.parse(JSON.stringify(image)))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

test('undefined is left out, in maps and lists', () => {
  expect(toImage({ a: undefined, b: { c: undefined }, d: [1, undefined] })).toEqual({
    b: { M: {} },
    d: { L: [{ N: '1' }] },
  });
});

test('A key __proto__ of free JSON is stored like any other and changes no object', () => {
  const values = JSON.parse('{"metadata": {"__proto__": {"admin": true}}}');
  const image = toImage(values);
  expect(JSON.stringify(image)).toBe('{"metadata":{"M":{"__proto__":{"M":{"admin":{"BOOL":true}}}}}}');
  const back = fromImage(image) as typeof values;
  expect(JSON.stringify(back)).toBe(JSON.stringify(values));
  expect(back.metadata.admin).toBeUndefined();
});

test.each([
  ['a date', { order: { at: new Date(0) } }, /^order\.at: the table cannot store a Date/],
  ['a set', { tags: new Set(['a']) }, /^tags: the table cannot store a Set/],
  ['NaN', { list: [{ price: Number.NaN }] }, /^list\.price: the table cannot store a Number \(NaN\)/],
  [
    'a number too large for DynamoDB',
    { price: 1e126 },
    /^price: the table cannot store a Number \(1e\+126\)/,
  ],
  [
    'a number too small for DynamoDB',
    { price: -1e-131 },
    /^price: the table cannot store a Number \(-1e-131\)/,
  ],
  ['a bigint', { n: 1n }, /^n: the table cannot store a BigInt \(1\)/],
  ['a function', { f: () => 1 }, /^f: the table cannot store a Function/],
])('%s is refused, naming its path', (_, values, message) => {
  expect(() => toImage(values)).toThrow(message);
});

test('A stored set is refused rather than misread', () => {
  expect(() => fromImage({ tags: { SS: ['a'] } })).toThrow('The table stores no attributes of type SS');
});
