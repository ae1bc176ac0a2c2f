import type { LedgerAccount, Wallet } from './account.ts';
import type { Posting } from './entry.ts';

/** What a booking is paid from. */
export type PayingAccount = Wallet | 'postpaid';

/** Amounts in minor units. */
export interface Charge {
  account: PayingAccount;
  /** Before tax. */
  net: number;
  tax: number;
  /** What a promo code takes off. */
  discount: number;
}

/** What is really paid. */
export const chargedAmount = ({ net, tax, discount }: Omit<Charge, 'account'>): number =>
  net + tax - discount;

/** A delivery is paid for: the wallet gives, or the debt grows. */
export const bookingPostings = (charge: Charge): Posting[] => [
  { account: charge.account, side: 'debit', amount: chargedAmount(charge) },
  { account: 'promotions', side: 'debit', amount: charge.discount },
  { account: 'delivery-revenue', side: 'credit', amount: charge.net },
  { account: 'tax', side: 'credit', amount: charge.tax },
];

/** Money comes into a wallet. */
export const creditPostings = (wallet: Wallet, amount: number, source: LedgerAccount): Posting[] => [
  { account: source, side: 'debit', amount },
  { account: wallet, side: 'credit', amount },
];

/** Cash is more or, below 0, less than what it settles, by what coins cannot pay: the merchant has what is settled. */
export const differencePostings = (more: number): Posting[] =>
  more > 0
    ? [
        { account: 'cash-collected', side: 'debit', amount: more },
        { account: 'cash-differences', side: 'credit', amount: more },
      ]
    : [
        { account: 'cash-differences', side: 'debit', amount: -more },
        { account: 'cod-payable', side: 'credit', amount: -more },
      ];

/** Cash exceeds what it settles when the customer gave more. */
export const surplusPostings = (amount: number): Posting[] => [
  { account: 'cash-collected', side: 'debit', amount },
  { account: 'cash-surplus', side: 'credit', amount },
];

/** Cash is taken at the door; our fee comes out of the merchant's share. */
export const collectionPostings = (amount: number, fee: number): Posting[] => [
  { account: 'cash-collected', side: 'debit', amount },
  { account: 'cod-payable', side: 'credit', amount: amount - fee },
  { account: 'handling-fees', side: 'credit', amount: fee },
];
