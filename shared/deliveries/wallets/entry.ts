import { type LedgerAccount, normalSide, type Side, type Wallet } from './account.ts';

/** One amount on one side of one account. */
export interface Posting {
  account: LedgerAccount;
  side: Side;
  /** Minor units, a whole number above 0. */
  amount: number;
}

export const entryKinds = [
  'credit',
  'booking',
  'refund',
  'collection',
  'cash-difference',
  'cash-surplus',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One movement of money: what its postings debit is what they credit. It never changes. */
export interface Entry {
  /** `txn_…` */
  id: string;
  kind: EntryKind;
  /** ISO 4217, of all its postings. */
  currency: string;
  /** The delivery it is about. */
  deliveryId: string | null;
  postings: readonly Posting[];
  /** ISO 8601, UTC. */
  at: string;
}

/**
 * An entry whose two sides are equal. Postings of nothing are left out.
 * @throws RangeError when they are not, or an amount is no whole number of 0 or more: a mistake of ours, never stored
 */
export function createEntry(given: Entry): Entry {
  if (given.postings.some(({ amount }) => !Number.isSafeInteger(amount) || amount < 0))
    throw new RangeError(`Entry ${given.id} has an amount that is not a whole number of minor units`);
  const postings = given.postings.filter(({ amount }) => amount !== 0);
  const sum = (side: Side) =>
    postings.filter((posting) => posting.side === side).reduce((total, { amount }) => total + amount, 0);
  if (sum('debit') !== sum('credit'))
    throw new RangeError(`Entry ${given.id} debits ${sum('debit')} and credits ${sum('credit')}`);
  return { ...given, postings };
}

/** The postings that reverse an entry. */
export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({ ...posting, side: posting.side === 'debit' ? 'credit' : 'debit' }));

/** How much a posting adds to its account's balance; negative when it takes. */
export const effectOf = ({ account, side, amount }: Posting): number =>
  side === normalSide(account) ? amount : -amount;

/** The account that pays a booking. */
export type PayingAccount = Wallet | 'postpaid';

/** Amounts in minor units. */
export interface Charge {
  account: PayingAccount;
  /** Before tax. */
  net: number;
  tax: number;
  /** The discount of a promo code. */
  discount: number;
}

/** The amount that is actually paid. */
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

/** The rounding difference of cash, positive or negative: the merchant gets the settled amount. */
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
