import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSorted } from '../../shared/adapters/aws/sorted-json.ts';

const parse = (text: string) => parseSorted(Buffer.from(text));

/** Some whitespace, wherever JSON allows it. */
const indent = fc.constantFrom(undefined, 1, '\t');

test('What is parsed is what JSON.parse makes of it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 6 }), indent, (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  '"a\\"{}[]:,\\\\"',
  '{"a:{":"}:\\\\","b":["{",{"[":"]"},[],{}]}',
  '{"ñ🚚":{"\\u00e9":"\\u007b"},"S":{"N":{"M":1,"L":[]}}}',
  '{}',
  '[]',
  '[[[]],{"a":{}}]',
  'null',
  '-1.5e3',
])('Brackets, colons and quotes within texts stay what they are: %s', (text) => {
  expect(parse(text)).toEqual(JSON.parse(text));
});

test('Properties come in the order of their names, on every level', () => {
  expect(JSON.stringify(parse('{"b":1,"a":{"d":[{"f":1,"e":2}],"c":3}}'))).toBe(
    '{"a":{"c":3,"d":[{"e":2,"f":1}]},"b":1}',
  );
});

test('A property __proto__ is a property like any other', () => {
  for (const text of ['{"__proto__":{"admin":true}}', '{"a":1,"__proto__":{"admin":true}}']) {
    const parsed = parse(text) as { admin?: boolean };
    expect(Object.hasOwn(parsed, '__proto__')).toBe(true);
    expect(parsed.admin).toBeUndefined();
  }
});

test('The last of two properties of one name wins', () => {
  expect(parse('{"a":1,"b":2,"a":3}')).toEqual({ a: 3, b: 2 });
});

test.each(['', '{', '{"a"', '"a', '{"a":1', '<h1>Bad Gateway</h1>'])('%j is refused', (text) => {
  expect(() => parse(text)).toThrow(SyntaxError);
});
