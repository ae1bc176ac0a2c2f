import type { Key } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';

/** Which side of an account an amount is on. */
export type Side = 'debit' | 'credit';

export const walletTypes = ['business', 'user'] as const;
export type WalletType = (typeof walletTypes)[number];

/** A wallet's money, by the user who has it; a tenant's own, the business wallet. */
export type Wallet = 'wallet:business' | `wallet:user:${string}`;

/** The accounts of the ledger of a tenant's mode. */
export type LedgerAccount =
  | Wallet
  /** The tenant's debt for deliveries booked on credit. */
  | 'postpaid'
  | 'delivery-revenue'
  | 'tax'
  /** Our cost of promo codes. */
  | 'promotions'
  /** Cash taken at doors. */
  | 'cash-collected'
  /** The merchant's share of that cash. */
  | 'cod-payable'
  /** Our share of that cash. */
  | 'handling-fees'
  /** Losses less gains from rounding to coins. */
  | 'cash-differences'
  /** Cash that customers gave beyond what they owed. */
  | 'cash-surplus'
  /** The source of money in live wallets. */
  | 'payments'
  /** The source of money in test wallets. */
  | 'test-money';

/** Accounts that grow on the debit side: assets, claims and expenses. All others grow on the credit side. */
const debitAccounts: readonly LedgerAccount[] = [
  'postpaid',
  'promotions',
  'cash-collected',
  'cash-differences',
  'payments',
  'test-money',
];

export const normalSide = (account: LedgerAccount): Side =>
  debitAccounts.includes(account) ? 'debit' : 'credit';

/** Whether the account's balance limits what may be booked; the balance of any other is the sum of its postings. */
export const isGuarded = (account: LedgerAccount): boolean =>
  account === 'postpaid' || account.startsWith('wallet:');

/** The default user of a booking: the business itself, as its own first user. */
export const BUSINESS_ADMIN = 'admin';

export const walletOf = (type: WalletType, userId: string): Wallet =>
  type === 'business' ? 'wallet:business' : `wallet:user:${userId}`;

/** Balances of one account, one for each currency, share a partition. */
export const balanceKey = (scope: Scope, account: LedgerAccount, currency: string): Key => ({
  pk: `BALANCE#${scopeKey(scope)}#${account}`,
  sk: currency,
});
