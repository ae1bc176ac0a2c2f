import { expect } from 'vitest';
import type { Table } from '../../shared/adapters/dynamo/table.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { isGuarded, type LedgerAccount } from '../../shared/deliveries/wallets/account.ts';
import type { Entry, EntryKind } from '../../shared/deliveries/wallets/entry.ts';
import { loadBalance } from '../../shared/deliveries/wallets/ledger-store.ts';
import { balancesOf, listEntries } from './books.ts';

export interface Audited {
  entries: Entry[];
  /** By account and currency: `wallet:business INR`, minor units. */
  balances: Map<string, number>;
  count(kind: EntryKind): number;
}

/**
 * Checks a tenant's books: each entry's sides are equal, the sum of all is nothing, and every balance that is stored is
 * what its entries come to and not below zero.
 */
export async function audit(table: Table, scope: Scope): Promise<Audited> {
  const entries: Entry[] = [];
  for await (const entry of listEntries(table, scope)) entries.push(entry);
  const signed = entries.map(({ postings }) =>
    postings.reduce((sum, { side, amount }) => sum + (side === 'debit' ? amount : -amount), 0),
  );
  expect(signed).toEqual(entries.map(() => 0));
  const balances = balancesOf(entries);
  for (const [name, balance] of balances) {
    const [account = '', currency = ''] = name.split(' ');
    if (!isGuarded(account as LedgerAccount)) continue;
    expect([name, await loadBalance(table, scope, account as LedgerAccount, currency)]).toEqual([
      name,
      balance,
    ]);
    expect(balance).toBeGreaterThanOrEqual(0);
  }
  return { entries, balances, count: (kind) => entries.filter((entry) => entry.kind === kind).length };
}
