import type { Key } from '../../adapters/dynamo/expressions.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';

/** Which side of an account an amount is on. */
export type Side = 'debit' | 'credit';

export const walletTypes = ['business', 'user'] as const;
export type WalletType = (typeof walletTypes)[number];

/** A wallet's money, by the user who has it; a tenant's own, the business wallet. */
export type Wallet = 'wallet:business' | `wallet:user:${string}`;

/** What the ledger of a tenant's mode is kept in. */
export type LedgerAccount =
  | Wallet
  /** What the tenant owes for deliveries booked on credit. */
  | 'postpaid'
  | 'delivery-revenue'
  | 'tax'
  /** What promo codes cost us. */
  | 'promotions'
  /** Cash taken at doors. */
  | 'cash-collected'
  /** Of that cash, what is the merchant's. */
  | 'cod-payable'
  /** Of that cash, what is ours. */
  | 'handling-fees'
  /** What rounding to coins gave away, less what it brought. */
  | 'cash-differences'
  /** Cash that customers gave beyond what they owed. */
  | 'cash-surplus'
  /** Where money in live wallets came from. */
  | 'payments'
  /** Where money in test wallets came from. */
  | 'test-money';

/** What grows on the debit side: what we own, are owed and spend. Everything else grows on the credit side. */
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

/** Who orders by default: the business itself, as its own first user. */
export const BUSINESS_ADMIN = 'admin';

export const walletOf = (type: WalletType, userId: string): Wallet =>
  type === 'business' ? 'wallet:business' : `wallet:user:${userId}`;

/** Balances of one account, one for each currency, share a partition. */
export const balanceKey = (scope: Scope, account: LedgerAccount, currency: string): Key => ({
  pk: `BALANCE#${scopeKey(scope)}#${account}`,
  sk: currency,
});
