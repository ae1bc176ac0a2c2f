import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { coerceTo, freeText, moneyAmount } from '../../shared/base/input/coerce.ts';
import { readJson } from '../../shared/base/input/read-json.ts';

const Inner = z.object({ id: z.string(), note: z.string().optional() });
const Schema = z.object({
  id: z.string(),
  maybe: z.string().optional(),
  cleared: z.string().nullish(),
  usual: z.boolean().default(true),
  count: z.number().optional(),
  word: z.enum(['ASC', 'desc']).optional(),
  size: z.literal([1, 2]).optional(),
  name: freeText(z.string()).optional(),
  price: moneyAmount(z.number()).optional(),
  free: z.json().optional(),
  any: z.unknown().optional(),
  inner: Inner.optional(),
  list: z.array(z.object({ sku: z.string().optional(), quantity: z.number() })).optional(),
  names: z.array(z.string()).optional(),
  byName: z.record(z.string(), z.number()).optional(),
  either: z.union([z.string(), z.object({ zip: z.string() })]).optional(),
  words: z.union([z.string(), z.array(z.object({ sku: z.string() }))]).optional(),
});

const big = readJson('12345678901234567890');

it.each<[what: string, given: object, fitted: object]>([
  ['null is absent for a field that may be left out', { maybe: null, usual: null, inner: null }, {}],
  ['empty and blank text likewise', { maybe: '', usual: ' ', count: '', word: '', inner: '', list: '' }, {}],
  ['null is kept where it is taken', { cleared: null }, { cleared: null }],
  ['empty text is absent there too', { cleared: '' }, {}],
  [
    'and text that shows nothing',
    { maybe: '\u200b', cleared: '\u200e \ufeff', count: '\u00a0', inner: '\u2060' },
    {},
  ],
  [
    'a field that must be there loses null, and keeps empty text',
    { id: null, inner: { id: '' } },
    { inner: { id: '' } },
  ],
  ['free JSON keeps both', { free: { a: null, b: '' }, any: null }, { free: { a: null, b: '' }, any: null }],
  [
    'a number is an id in all its digits',
    { id: 123, maybe: big },
    { id: '123', maybe: '12345678901234567890' },
  ],
  ['a fraction is text as it was written', { id: 10.5 }, { id: '10.5' }],
  ['a number in powers of ten is no id', { id: 1e21 }, { id: 1e21 }],
  ['a number is no name', { name: 123 }, { name: 123 }],
  ['numeric text is a number', { count: ' 2.50 ' }, { count: 2.5 }],
  ['other text is none', { count: '2 kg' }, { count: '2 kg' }],
  ['a comma is the decimal one where it sets off no thousands', { count: '-74,0721' }, { count: -74.0721 }],
  ['a comma that may do either is none', { count: '1,234' }, { count: '1,234' }],
  ['a number is read in other digits', { count: '१२.५', price: '٨٥٦٠٠' }, { count: 12.5, price: 85_600 }],
  [
    'so is one with marks that nobody sees',
    { count: '\u200e12\u200b', price: '\u2066５,５' },
    { count: 12, price: 5.5 },
  ],
  ['a literal number is read from text', { size: '2' }, { size: 2 }],
  ['true and false are read from text in any case', { usual: 'FALSE' }, { usual: false }],
  ['1 and 0 are true and false', { usual: 1 }, { usual: true }],
  ['so are they in text', { usual: ' 0 ' }, { usual: false }],
  ['no other number is', { usual: 2 }, { usual: 2 }],
  ['an empty list is an object that is left out', { inner: [], byName: [], either: [] }, {}],
  ['an empty list is a list where one is meant', { list: [], free: [] }, { list: [], free: [] }],
  ['an empty list is no text and no number', { maybe: [], count: [] }, { maybe: [], count: [] }],
  ['a list of one object is that object', { inner: [{ id: 7 }] }, { inner: { id: '7' } }],
  ['a list of two is no object', { inner: [{ id: 'a' }, {}] }, { inner: [{ id: 'a' }, {}] }],
  ['a list of one text is no object', { inner: ['a'] }, { inner: ['a'] }],
  ['a word is found in any case', { word: 'asc' }, { word: 'ASC' }],
  ['an unknown word stays', { word: 'up' }, { word: 'up' }],
  [
    'what is in lists, records and objects likewise',
    { list: [{ sku: 7, quantity: '3' }], byName: { a: '1' }, inner: { id: 5, note: '' } },
    { list: [{ sku: '7', quantity: 3 }], byName: { a: 1 }, inner: { id: '5' } },
  ],
  ['a form of several is chosen by its kind', { either: { zip: 560102 } }, { either: { zip: '560102' } }],
  [
    'JSON in a text is the list or the object that is meant',
    { list: '[{"sku":7,"quantity":"3"}]', inner: ' {"id":12345678901234567890}', byName: '{"a":"1"}' },
    { list: [{ sku: '7', quantity: 3 }], inner: { id: '12345678901234567890' }, byName: { a: 1 } },
  ],
  ['also where it was encoded twice', { inner: JSON.stringify('{"id":"a"}') }, { inner: { id: 'a' } }],
  ['an empty one likewise', { inner: '[]', list: '[]' }, { list: [] }],
  ['JSON of another kind is left to the schema', { inner: '"id"', list: '7' }, { inner: '"id"', list: '7' }],
  ['what begins like JSON stays', { inner: '{"id":', list: '[Gel]' }, { inner: '{"id":', list: '[Gel]' }],
  [
    'JSON that is nested too deep stays',
    { list: `${'['.repeat(21)}${']'.repeat(21)}` },
    { list: `${'['.repeat(21)}${']'.repeat(21)}` },
  ],
  [
    'JSON of what is meant beside text is no text',
    { either: '{"zip":560102}', words: '[{"sku":7}]' },
    { either: { zip: '560102' }, words: [{ sku: '7' }] },
  ],
  ['and is judged as the list that it is', { words: '["Gel","Crema"]' }, { words: ['Gel', 'Crema'] }],
  ['any other is', { either: '[1]', maybe: '{"a":1}' }, { either: '[1]', maybe: '{"a":1}' }],
  ['and an empty object or list', { either: '{}', words: '[]' }, { either: '{}', words: '[]' }],
  ['free JSON keeps text', { free: '{"a":1}', any: '[1]' }, { free: '{"a":1}', any: '[1]' }],
  [
    'an object of numbered entries is a list',
    { list: { 0: { quantity: '1' }, 2: { quantity: 2 } } },
    { list: [{ quantity: 1 }, { quantity: 2 }] },
  ],
  ['one entry without its list is a list of one', { list: { quantity: '1' } }, { list: [{ quantity: 1 }] }],
  ['so is one word', { names: 'a b' }, { names: ['a b'] }],
  ...['a, b', 'a;b', 'a | b', 'a/b', 'a\tb', 'a\nb', 'a，b', 'a、b', 'a، b'].map(
    (names): [string, object, object] => [
      `a text that may be several is none: ${names}`,
      { names },
      { names },
    ],
  ),
  ['a text is no entry of objects', { list: 'a' }, { list: 'a' }],
  ['what the schema does not know stays', { other: '', more: null }, { other: '', more: null }],
])('%s', (_what, given, fitted) => expect(coerceTo(Schema, given)).toEqual(fitted));

it('does not change what was sent, and passes on what needs no fitting', () => {
  const given = { id: 1, list: [{ quantity: '1' }] };
  expect(coerceTo(Schema, given)).not.toBe(given);
  expect(given).toEqual({ id: 1, list: [{ quantity: '1' }] });
  const fine = { id: 'a', list: [{ quantity: 1 }] };
  expect(coerceTo(Schema, fine)).toBe(fine);
});

it.each([
  ['In Transit', 'in_transit'],
  ['in-transit', 'in_transit'],
  ['intransit', 'in_transit'],
  ['InTransit', 'in_transit'],
  ['XSmall', 'x-small'],
  ['x_small', 'x-small'],
  ['DROP_COMPLETED', 'DROP_COMPLETED'],
  ['in_tra_nsit', 'in_tra_nsit'],
  ['onhold', 'onhold'],
  ['drop-completed', 'drop-completed'],
])('of several words, %j is %j', (given, read) => {
  const words = z.enum(['in_transit', 'x-small', 'DROPCOMPLETED', 'on_hold', 'onHold']);
  expect(coerceTo(words, given)).toBe(read);
});

it('a whole body is read from its JSON in a text', () => {
  expect(coerceTo(Schema, JSON.stringify(JSON.stringify({ id: 7, usual: 'true' })))).toEqual({
    id: '7',
    usual: true,
  });
});

it.each([undefined, null, 'text', 7, [], [null]])(
  'leaves %j, which is not an object, to the schema',
  (value) => expect(coerceTo(Schema, value)).toEqual(value),
);

describe('money as text', () => {
  it.each([
    ['85.60', 85.6],
    ['85600', 85_600],
    ['0.600', 0.6],
    ['1234.600', 1234.6],
    ['85.600', '85.600'],
    ['85,600', '85,600'],
    ['٨٥٬٦٠٠', 85_600],
    ['٨٥٫٦٠٠', 85.6],
    ['٨٥٬٦٠٠٫٥', 85_600.5],
    ['८५,६००', '85,600'],
    ['١٬٢٬٣', '١٬٢٬٣'],
    ['٫', '٫'],
    ['10²', '10²'],
  ])('%s is %j', (price, read) => expect(coerceTo(Schema, { price })).toEqual({ price: read }));

  it.each([
    ['85.600', 85.6],
    [' 1.000 ', 1],
    ['85,600', '85,600'],
  ])('%s is %j in a currency of thousandths', (price, read) =>
    expect(coerceTo(Schema, { price }, { decimals: 3, signs: [] })).toEqual({ price: read }),
  );

  it.each([
    ['12.990', 12_990],
    ['12,990', 12_990],
    [' 1.001 ', 1001],
    ['12.000', '12.000'],
    ['12,000', '12,000'],
  ])('%s is %j in a currency without decimals', (price, read) =>
    expect(coerceTo(Schema, { price }, { decimals: 0, signs: [] })).toEqual({ price: read }),
  );

  it.each([2, 4])('is not read where it may be two amounts, with %i decimals', (decimals) =>
    expect(coerceTo(Schema, { price: '85.600' }, { decimals, signs: [] })).toEqual({ price: '85.600' }),
  );
});
