import { describe, expect, test } from 'vitest';
import {
  finalOutcomes,
  logisticsStatuses,
  orderStatuses,
  paymentMethods,
  paymentStatuses,
} from '../../../shared/events/order-words.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import {
  logisticsCodes,
  methodCodes,
  outcomeCodes,
  paymentCodes,
  statusCodes,
} from '../../../shared/orders/rows/row-codes.ts';
import { rowFromItem, searchItem } from '../../../shared/orders/rows/search-row.ts';
import { isKind, keysOfMove, orderKinds } from '../../../shared/orders/statuses/moves.ts';
import { calledOrder } from '../../calls/support/factories.ts';

describe.each([
  ['status', orderStatuses, statusCodes],
  ['outcome', ['none', ...finalOutcomes], outcomeCodes],
  ['status of logistics', ['none', ...logisticsStatuses], logisticsCodes],
  ['method of payment', paymentMethods, methodCodes],
  ['status of a payment', paymentStatuses, paymentCodes],
] as const)('each %s', (_, words, codes) => {
  test('has a code of one digit, by which a row finds it again', () => {
    const { codeOf, wordOf } = codes as { codeOf(word: string): number; wordOf(code: number): string };
    expect(words.map((word) => wordOf(codeOf(word)))).toEqual(words);
    for (const word of words) expect(codeOf(word)).toBeLessThan(35);
  });

  test('that a newer release added has a digit of none', () => {
    const { codeOf, wordOf } = codes as { codeOf(word: string): number; wordOf(code: number): string };
    expect([codeOf('added').toString(36), wordOf(codeOf('added'))]).toEqual(['z', undefined]);
  });
});

test('a row that a release before stored is read in the same words', () => {
  const row = [
    ...['3', 'lq0x8f5s', '85600', '+573001234567', 'C100123', 'Ana', '#1001', 'CP-1'],
    ...['451202', '100', '85500', 'COP', 'shopify', 'Bogota', '', '2'],
  ].join('\u001f');
  const id = 'ord_01hsb4z7g0000000000000000';
  const { status, marks, facets, contentRevision } = rowFromItem({ pk: 'SEARCH#t#live#0', sk: id, row });
  expect({ status, marks, facets, contentRevision }).toEqual({
    status: 'needs_review',
    marks: ['returned', 'paid'],
    facets: {
      outcome: 'novedad',
      logistics: 'returned',
      method: 'prepaid',
      payment: 'paid',
      isCalling: false,
      bookingFailed: false,
      attempts: 2,
      due: '100',
      collected: '85500',
      currency: 'COP',
      source: 'shopify',
      city: 'Bogota',
      dialAt: null,
    },
    contentRevision: 2,
  });
});

test('a move that a release before stored is one of the same kinds', () => {
  const kindOf = (letter: string) => orderKinds.filter((kind) => isKind(letter, kind));
  expect(Object.fromEntries([...'abcdefghijk'].map((letter) => [letter, kindOf(letter)]))).toEqual({
    a: ['pending'],
    b: ['confirmed'],
    c: ['cancelled'],
    d: ['needs_review'],
    e: ['processing'],
    f: ['shipped'],
    g: ['delivered'],
    h: ['completed'],
    i: ['refunded'],
    j: ['returned'],
    k: ['paid'],
  });
});

test('an order of words that only a newer release knows has a row, in which the rest is right', () => {
  const { order } = calledOrder();
  const { status, facets } = rowFromItem(
    searchItem({
      ...order,
      status: 'archived' as Order['status'],
      confirmation: { ...order.confirmation, outcome: 'postponed' as 'none', attempts: 3 },
      logistics: { ...order.logistics, status: 'lost' as 'none' },
      payment: { ...order.payment, method: 'crypto' as 'cod', status: 'disputed' as 'unpaid' },
    }),
  );
  expect({ status, facets }).toMatchObject({
    status: 'pending',
    facets: {
      ...{ outcome: 'none', logistics: 'none', method: 'unknown', payment: 'unpaid' },
      ...{ attempts: 3, isCalling: true, bookingFailed: false, currency: 'COP', city: 'Bogota' },
    },
  });
  expect(keysOfMove({ ...order, status: 'archived' as Order['status'] }, order, 2)).toBeUndefined();
});
