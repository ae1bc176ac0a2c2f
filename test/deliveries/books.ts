import type { Table } from '../../shared/adapters/dynamo/table.ts';
import type { Scope } from '../../shared/base/scope.ts';
import { type Entry, effectOf } from '../../shared/deliveries/wallets/entry.ts';
import { entryFromItem, ledgerPartition } from '../../shared/deliveries/wallets/ledger-store.ts';

/** Every entry of a tenant's mode, oldest first. */
export async function* listEntries(table: Table, scope: Scope): AsyncGenerator<Entry, void, undefined> {
  for await (const item of table.all({ pk: ledgerPartition(scope) })) yield entryFromItem(item);
}

/** The balances that result from entries, by account and currency: `wallet:business INR`; minor units. */
export function balancesOf(entries: Iterable<Entry>): Map<string, number> {
  const balances = new Map<string, number>();
  for (const { postings, currency } of entries)
    for (const posting of postings) {
      const name = `${posting.account} ${currency}`;
      balances.set(name, (balances.get(name) ?? 0) + effectOf(posting));
    }
  return balances;
}
