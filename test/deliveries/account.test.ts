import { expect, test } from 'vitest';
import {
  BUSINESS_ADMIN,
  balanceKey,
  isGuarded,
  type LedgerAccount,
  normalSide,
  walletOf,
} from '../../shared/deliveries/wallets/account.ts';

test.each<[LedgerAccount, 'debit' | 'credit', boolean]>([
  ['wallet:business', 'credit', true],
  ['wallet:user:u1', 'credit', true],
  ['postpaid', 'debit', true],
  ['delivery-revenue', 'credit', false],
  ['tax', 'credit', false],
  ['promotions', 'debit', false],
  ['cash-collected', 'debit', false],
  ['cod-payable', 'credit', false],
  ['handling-fees', 'credit', false],
  ['cash-differences', 'debit', false],
  ['cash-surplus', 'credit', false],
  ['payments', 'debit', false],
  ['test-money', 'debit', false],
])('%s grows on the %s side; what may be booked on it is limited: %s', (account, side, guarded) => {
  expect(normalSide(account)).toBe(side);
  expect(isGuarded(account)).toBe(guarded);
});

test('a wallet is the business’s own or a user’s, and its balances are a tenant’s and a mode’s', () => {
  expect(BUSINESS_ADMIN).toBe('admin');
  expect(walletOf('business', BUSINESS_ADMIN)).toBe('wallet:business');
  expect(walletOf('user', 'u1')).toBe('wallet:user:u1');
  expect(balanceKey({ tenantId: 'tnt_1', mode: 'test' }, 'wallet:user:u1', 'COP')).toEqual({
    pk: 'BALANCE#tnt_1#test#wallet:user:u1',
    sk: 'COP',
  });
});
