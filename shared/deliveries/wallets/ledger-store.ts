import {
  absent,
  type Condition,
  type Item,
  type Key,
  present,
  type Write,
} from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { balanceKey, isGuarded, type LedgerAccount } from './account.ts';
import { createEntry, type Entry, effectOf, type Posting } from './entry.ts';

export const ledgerPartition = (scope: Scope): string => `LEDGER#${scopeKey(scope)}`;

const entryKey = (scope: Scope, entryId: string): Key => ({ pk: ledgerPartition(scope), sk: entryId });

export const entryFromItem = (item: Item): Entry => entityFromItem(item);

/** The name of the write of a guarded balance: refused when the balance is insufficient, or the wallet does not exist. */
export const BALANCE = 'balance';

export interface PostingTerms {
  /** How high the debt may grow, in minor units; required for every entry that increases it. */
  postpaidLimit?: number;
  /** Wallets that get money must be there already: one that was deleted takes no refund. */
  onlyKnownWallets?: boolean;
}

/**
 * The writes that book an entry. Each balance changes only here, together with the entry that says why, and never
 * below zero: the write of an insufficient balance is refused.
 */
export function entryWrites(scope: Scope, given: Entry, terms: PostingTerms = {}): Write[] {
  const entry = createEntry(given);
  const balances = entry.postings
    .filter(({ account }) => isGuarded(account))
    .map((posting) => balanceWrite(scope, posting, entry.currency, terms));
  return [
    ...balances,
    { put: { ...entryKey(scope, entry.id), entity: 'ledger-entry', ...entry }, if: absent },
  ];
}

function balanceWrite(scope: Scope, posting: Posting, currency: string, terms: PostingTerms): Write {
  const effect = effectOf(posting);
  const condition = effect < 0 ? atLeast(-effect) : growth(posting, terms);
  return {
    update: balanceKey(scope, posting.account, currency),
    changes: {
      set: { entity: 'balance', account: posting.account, currency },
      add: { balance: effect },
    },
    ...(condition && { if: condition, name: BALANCE }),
  };
}

const atLeast = (amount: number): Condition => ({
  expression: 'balance >= :amount',
  values: { ':amount': amount },
});

function growth({ account, amount }: Posting, terms: PostingTerms): Condition | undefined {
  if (account !== 'postpaid') return terms.onlyKnownWallets ? present : undefined;
  const room = (terms.postpaidLimit ?? 0) - amount;
  if (room < 0) return { expression: 'attribute_exists(pk) AND attribute_not_exists(pk)' };
  return { expression: 'attribute_not_exists(balance) OR balance <= :room', values: { ':room': room } };
}

/** In minor units; 0 for an account that nothing was ever booked on. */
export async function loadBalance(
  table: Table,
  scope: Scope,
  account: LedgerAccount,
  currency: string,
): Promise<number> {
  return Number((await table.get(balanceKey(scope, account, currency)))?.balance ?? 0);
}

/** Entries that are older than one, newest first. @param before an entry's id; from the latest on when it is not given */
export async function entriesBefore(
  table: Table,
  scope: Scope,
  before: string | undefined,
  limit: number,
): Promise<{ entries: Entry[]; next: string | undefined }> {
  const { items, next } = await table.query({
    pk: ledgerPartition(scope),
    newestFirst: true,
    limit,
    ...(before !== undefined && { after: { ...entryKey(scope, before) } }),
  });
  return { entries: items.map(entryFromItem), next: next?.sk };
}

/** The balances of some accounts in one currency, in minor units, in their sequence. */
export async function loadBalances(
  table: Table,
  scope: Scope,
  accounts: readonly LedgerAccount[],
  currency: string,
): Promise<number[]> {
  const items = await table.batchGet(accounts.map((account) => balanceKey(scope, account, currency)));
  return accounts.map((account) => Number(items.find((item) => item.account === account)?.balance ?? 0));
}
