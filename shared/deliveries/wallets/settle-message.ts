import type { Scope } from '../../base/scope.ts';
import type { Wallet } from './account.ts';

/** Money came into a wallet: what waited for it is to be booked. */
export interface SettleMessage extends Scope {
  kind: 'settle';
  account: Wallet;
  /** ISO 4217. */
  currency: string;
}
