import type { Table } from '../../adapters/dynamo/table.ts';
import { retry } from '../../base/async/retry.ts';
import { Problem } from '../../base/problem.ts';
import type { Scope } from '../../base/scope.ts';
import type { LedgerAccount } from './account.ts';
import { type Entry, type EntryKind, effectOf } from './entry.ts';
import { entriesBefore, loadBalance } from './ledger-store.ts';

/** The effect of an entry on an account. */
export interface StatementLine {
  /** Of the entry, `txn_…`. */
  id: string;
  kind: EntryKind;
  deliveryId: string | null;
  /** Minor units; negative when it took. */
  amount: number;
  /** The account's balance after it, in minor units. */
  balance: number;
  /** ISO 8601, UTC. */
  at: string;
}

/** Where a page of a statement ends: an entry, and the balance before it. */
export interface StatementPlace {
  entryId: string;
  balance: number;
}

export interface Statement {
  /** Newest first. */
  lines: StatementLine[];
  next: StatementPlace | undefined;
}

/** Entries of all accounts that are looked at for one page; it is left short then, and `next` continues from there. */
const MAX_SCANNED = 2_000;

const AT_ONCE = 100;

/** How often to try again when money moves between reading the balance and its entries. */
const ATTEMPTS = 10;

/**
 * A page of the entries that moved an account whose balance is stored, newest first, with the balance after each entry.
 * @throws Problem unavailable when money keeps moving meanwhile
 */
export function readStatement(
  table: Table,
  scope: Scope,
  of: { account: LedgerAccount; currency: string },
  { limit, after }: { limit: number; after: StatementPlace | undefined },
): Promise<Statement> {
  if (after !== undefined) return linesBefore(table, scope, of, after, limit);
  const read = async () => {
    const balance = () => loadBalance(table, scope, of.account, of.currency);
    const before = await balance();
    const statement = await linesBefore(table, scope, of, { entryId: '', balance: before }, limit);
    if ((await balance()) !== before) throw new MoneyMoved();
    return statement;
  };
  return retry(read, (thrown, times) => {
    if (!(thrown instanceof MoneyMoved)) return false;
    if (times >= ATTEMPTS) throw new Problem('unavailable', { retryAfterSeconds: 1 }, { cause: thrown });
    return true;
  });
}

/** The balance was changed while its entries were read. */
class MoneyMoved extends Error {}

async function linesBefore(
  table: Table,
  scope: Scope,
  { account, currency }: { account: LedgerAccount; currency: string },
  { entryId, balance: start }: StatementPlace,
  limit: number,
): Promise<Statement> {
  const lines: StatementLine[] = [];
  let balance = start;
  let before = entryId === '' ? undefined : entryId;
  for (let looked = 0; looked < MAX_SCANNED; looked += AT_ONCE) {
    const { entries, next } = await entriesBefore(table, scope, before, AT_ONCE);
    for (const entry of entries) {
      const amount = effectOn(entry, account, currency);
      if (amount !== 0 && lines.length === limit) return { lines, next: { entryId: before ?? '', balance } };
      before = entry.id;
      if (amount === 0) continue;
      const { id, kind, deliveryId, at } = entry;
      lines.push({ id, kind, deliveryId, amount, balance, at });
      balance -= amount;
    }
    if (next === undefined) return { lines, next: undefined };
  }
  return { lines, next: { entryId: before ?? '', balance } };
}

const effectOn = (entry: Entry, account: LedgerAccount, currency: string): number =>
  entry.currency === currency
    ? entry.postings
        .filter((posting) => posting.account === account)
        .reduce((sum, posting) => sum + effectOf(posting), 0)
    : 0;
