import { type LedgerAccount, normalSide, type Side } from './account.ts';

/** One amount on one side of one account. */
export interface Posting {
  account: LedgerAccount;
  side: Side;
  /** Minor units, a whole number above 0. */
  amount: number;
}

export type EntryKind = 'credit' | 'booking' | 'refund' | 'collection' | 'cash-difference' | 'cash-surplus';

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

/** What takes an entry back. */
export const reversed = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({ ...posting, side: posting.side === 'debit' ? 'credit' : 'debit' }));

/** How much a posting adds to its account's balance; negative when it takes. */
export const effectOf = ({ account, side, amount }: Posting): number =>
  side === normalSide(account) ? amount : -amount;

/** The balances that entries come to, by account and currency: `wallet:business INR`. */
export function balancesOf(entries: Iterable<Entry>): Map<string, number> {
  const balances = new Map<string, number>();
  for (const { postings, currency } of entries)
    for (const posting of postings) {
      const name = `${posting.account} ${currency}`;
      balances.set(name, (balances.get(name) ?? 0) + effectOf(posting));
    }
  return balances;
}
