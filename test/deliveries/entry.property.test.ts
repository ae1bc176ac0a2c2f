import { assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { handlingFeeOn } from '../../shared/deliveries/booking/collection.ts';
import { normalSide } from '../../shared/deliveries/wallets/account.ts';
import {
  bookingPostings,
  collectionPostings,
  createEntry,
  creditPostings,
  type Entry,
  type Posting,
  reversed,
} from '../../shared/deliveries/wallets/entry.ts';
import { balancesOf } from './books.ts';

const entry = (postings: Posting[]): Entry =>
  createEntry({
    id: 'txn_1',
    kind: 'booking',
    currency: 'INR',
    deliveryId: null,
    postings,
    at: '2026-11-22T12:00:00.000Z',
  });

const amount = integer({ min: 0, max: 1e12 });

const charge = record({
  account: constantFrom('wallet:business', 'wallet:user:usr_1', 'postpaid'),
  net: amount,
  tax: amount,
  percent: integer({ min: 0, max: 100 }),
}).map(({ percent, ...rest }) => ({
  ...rest,
  account: rest.account as 'postpaid',
  discount: Math.floor(((rest.net + rest.tax) * percent) / 100),
}));

test('debits and credits of any booking are equal, and reversing it leaves nothing', () => {
  assert(
    property(charge, (given) => {
      const booked = entry(bookingPostings(given));
      const refunded = entry(reversed(booked.postings));
      const left = balancesOf([booked, refunded]);
      expect([...left.values()].every((balance) => balance === 0)).toBe(true);
    }),
  );
});

test('an entry keeps its non-zero parts, and an invalid one is refused with the reason', () => {
  const [debit, credit] = creditPostings('wallet:business', 5, 'payments');
  if (!debit || !credit) throw new Error('A credit has two postings');
  const nothing: Posting = { account: 'tax', side: 'credit', amount: 0 };
  expect(entry([debit, nothing, credit]).postings).toEqual([debit, credit]);
  expect(() => entry([debit, { ...credit, amount: 6 }])).toThrow('Entry txn_1 debits 5 and credits 6');
  expect(() => entry([debit, debit, { ...credit, amount: 6 }])).toThrow('debits 10 and credits 6');
  expect(() => entry([debit, credit, { ...debit, amount: 0.5 }, { ...credit, amount: 0.5 }])).toThrow(
    'Entry txn_1 has an amount that is not a whole number of minor units',
  );
});

test('an entry whose sides differ, or that has parts of minor units, is never made', () => {
  const [debit, credit] = creditPostings('wallet:business', 5, 'payments');
  if (!debit || !credit) throw new Error('A credit has two postings');
  expect(() => entry([debit, { ...credit, amount: 6 }])).toThrow(RangeError);
  expect(() =>
    entry([
      { ...debit, amount: 0.5 },
      { ...credit, amount: 0.5 },
    ]),
  ).toThrow(RangeError);
  expect(() =>
    entry([
      { ...debit, amount: -5 },
      { ...credit, amount: -5 },
    ]),
  ).toThrow(RangeError);
});

test('the handling fee is 3 % of a collection, out of the merchant’s share', () => {
  expect(handlingFeeOn(500_00)).toBe(15_00);
  assert(
    property(integer({ min: 150_00, max: 10_000_00 }), (cash) => {
      const handlingFee = handlingFeeOn(cash);
      const booked = balancesOf([entry(collectionPostings(cash, handlingFee))]);
      expect(Math.abs(handlingFee - cash * 0.03)).toBeLessThanOrEqual(0.5);
      expect(Object.fromEntries(booked)).toEqual({
        'cash-collected INR': cash,
        'cod-payable INR': cash - handlingFee,
        'handling-fees INR': handlingFee,
      });
    }),
  );
});

test('wallets, revenue and payables grow on the credit side, what is owed and spent on the debit side', () => {
  expect(normalSide('wallet:user:usr_1')).toBe('credit');
  expect(normalSide('cod-payable')).toBe('credit');
  expect(normalSide('postpaid')).toBe('debit');
  expect(normalSide('promotions')).toBe('debit');
});
