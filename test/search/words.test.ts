import { expect, it } from 'vitest';
import { matchesTerm, orderWords, parseSearchTerm } from '../../shared/orders/search/words.ts';

const order = {
  id: 'ord_01kandk9hsy3rrfqq9xsnx7n6e',
  reference: 'ORD1702345678ABCD',
  number: '#1001',
  externalId: 'WEB-12345',
  customer: { name: 'Łukasz O’Brien', phone: '+5215512345678', email: 'l.ob@shop.mx' },
};

it('the words of an order begin wherever a word of it begins', () => {
  expect(orderWords(order)).toEqual(
    [
      ...['ORD_01KANDK9HSY3RRFQQ9XSNX7N6E', 'ORD1702345678ABCD', '#1001', '1001', 'WEB-12345', '12345'],
      ...['L.OB@SHOP.MX', 'OB@SHOP.MX', 'SHOP.MX', 'MX', 'LUKASZ', "O'BRIEN", 'BRIEN'],
      // From the last digit on, with the 1 of a Mexican mobile and without it.
      ...['+876543215525', '+8765432155125'],
    ].sort(),
  );
});

it('a text without spaces has a bounded number of words, each of bounded length', () => {
  const words = orderWords({
    ...order,
    externalId: 'a-'.repeat(120),
    customer: { ...order.customer, name: 'x'.repeat(300) },
  });
  expect(words.length).toBeLessThan(40);
  expect(Math.max(...words.map(({ length }) => length))).toBe(120);
});

it('a prefix of another word of the term is not looked up, and punctuation around a word is ignored', () => {
  expect(parseSearchTerm('mar "María," maria', undefined)).toEqual({
    all: [['MARIA', '\u0301MARIA', 'ʻMARIA']],
    or: [],
  });
  expect(parseSearchTerm('. - ,', undefined)).toEqual({ all: [], or: [] });
});

it.each([
  ['4321', false],
  ['5678 56781', false],
  ['1001 10', true],
  ['5678', true],
  ['678', false],
  ['55 1234 5678', true],
  ['lukasz 5678', true],
  ['shop.mx brien', true],
  ["o'brien", true],
  ['o’brien', true],
  ['O´Brien', true],
  ['Oʻbrien', true],
  ['५६७८', true],
  ['rien', false],
])('%j is meant: %s', (term, expected) => {
  expect(matchesTerm(orderWords(order), parseSearchTerm(term, undefined))).toBe(expected);
});

// Stored by earlier releases, which part a name at the accent and keep the turned comma: the words must stay as they are.
it.each([
  [
    'Séan O´Brien',
    ['O', 'SEAN', '\u0301BRIEN'],
    ['brien', "o'brien", 'o´bri', 'sean ´brien', "sean o'b"],
    ['rien'],
  ],
  ['Oʻktam', ['OʻKTAM'], ["o'ktam", 'o’ktam', 'O´ktam', 'oʻk'], ['ktam']],
  ['ʻIolani', ['ʻIOLANI'], ['iolani', "'iolani", 'ʻiol'], ['olani']],
])('%j is found by its words however its apostrophe is written', (name, words, terms, others) => {
  const named = orderWords({ ...order, customer: { name, phone: '', email: null } });
  expect(named).toEqual(expect.arrayContaining(words));
  const isMeant = (term: string) => matchesTerm(named, parseSearchTerm(term, undefined));
  expect(terms.filter((term) => !isMeant(term))).toEqual([]);
  expect(others.filter(isMeant)).toEqual([]);
});
