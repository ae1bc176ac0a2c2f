import { expect, test } from 'vitest';
import {
  bookingPostings,
  chargedAmount,
  collectionPostings,
  creditPostings,
  differencePostings,
  surplusPostings,
} from '../../shared/deliveries/wallets/entry.ts';

test('a booking debits the charge, shows the discount, and earns net and tax', () => {
  const charge = { account: 'wallet:business', net: 100, tax: 18, discount: 20 } as const;
  expect(chargedAmount(charge)).toBe(98);
  expect(bookingPostings(charge)).toEqual([
    { account: 'wallet:business', side: 'debit', amount: 98 },
    { account: 'promotions', side: 'debit', amount: 20 },
    { account: 'delivery-revenue', side: 'credit', amount: 100 },
    { account: 'tax', side: 'credit', amount: 18 },
  ]);
});

test('a credit debits its source by what the wallet gets', () => {
  expect(creditPostings('wallet:business', 5, 'payments')).toEqual([
    { account: 'payments', side: 'debit', amount: 5 },
    { account: 'wallet:business', side: 'credit', amount: 5 },
  ]);
});

test('a collection is owed to the merchant, but for the fee', () => {
  expect(collectionPostings(500, 15)).toEqual([
    { account: 'cash-collected', side: 'debit', amount: 500 },
    { account: 'cod-payable', side: 'credit', amount: 485 },
    { account: 'handling-fees', side: 'credit', amount: 15 },
  ]);
});

test('what coins cannot pay is ours, and the merchant gets the settled amount', () => {
  expect(differencePostings(1)).toEqual([
    { account: 'cash-collected', side: 'debit', amount: 1 },
    { account: 'cash-differences', side: 'credit', amount: 1 },
  ]);
  expect(differencePostings(-1)).toEqual([
    { account: 'cash-differences', side: 'debit', amount: 1 },
    { account: 'cod-payable', side: 'credit', amount: 1 },
  ]);
});

test('no difference is charged to the merchant', () => {
  expect(differencePostings(0).map(({ account }) => account)).toEqual(['cash-differences', 'cod-payable']);
});

test('a surplus has its own account', () => {
  expect(surplusPostings(7)).toEqual([
    { account: 'cash-collected', side: 'debit', amount: 7 },
    { account: 'cash-surplus', side: 'credit', amount: 7 },
  ]);
});
