import type { Write } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderServices } from '../../orders/changes/change-order.ts';
import { toMajor } from '../../serviceability/pricing/money.ts';
import { usersPartition } from '../../tenants/user.ts';
import { BUSINESS_ADMIN, type WalletType, walletOf } from '../wallets/account.ts';
import { creditableAmount, creditRule, creditWallet } from '../wallets/credit-wallet.ts';
import type { Entry } from '../wallets/entry.ts';
import { loadBalance } from '../wallets/ledger-store.ts';
import { settleWaiting } from './settle-waiting.ts';

export interface GivenMoney {
  walletType: WalletType;
  /** The user whose wallet it is; the business's first user by default. */
  userId: string | undefined;
  /** Major units. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

export interface MoneyAdded {
  entry: Entry;
  userId: string;
  /** The wallet's balance after the orders that waited for money were paid; major units. */
  balance: number;
}

/**
 * Brings money into a wallet, and books the orders that waited for it.
 * @param unknownUser the refusal of a user that the tenant does not have
 * @param receipt writes to store with the money, before any waiting order is booked
 * @throws Problem invalid_request for an amount that cannot be paid in
 */
export async function addMoney(
  services: OrderServices,
  { tenantId, mode }: Scope,
  { walletType, userId = BUSINESS_ADMIN, amount, currency }: GivenMoney,
  unknownUser: () => Problem,
  receipt: (added: MoneyAdded) => readonly Write[],
): Promise<MoneyAdded> {
  const { table, clock } = services;
  const scope = { tenantId, mode };
  const minor = creditableAmount(amount, currency);
  if (minor === undefined)
    throw new Problem('invalid_request', {
      issues: [{ field: 'amount', rule: 'custom', expected: creditRule(currency) }],
    });
  const key = { pk: usersPartition(scope), sk: userId };
  if (walletType === 'user' && userId !== BUSINESS_ADMIN && (await table.get(key)) === undefined)
    throw unknownUser();
  const wallet = walletOf(walletType, userId);
  const before = await loadBalance(table, scope, wallet, currency);
  const entry = await creditWallet(table, scope, { wallet, amount: minor, currency }, clock(), (made) =>
    receipt({ entry: made, userId, balance: toMajor(before + minor, currency) }),
  );
  await settleWaiting(services, { ...scope, account: wallet, currency });
  const balance = await loadBalance(table, scope, wallet, currency);
  return { entry, userId, balance: toMajor(balance, currency) };
}
