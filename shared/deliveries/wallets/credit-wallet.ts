import { absent, type Write } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { newId } from '../../base/ids.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import { EVENT_ENTITY, type EventOf } from '../../events/event.ts';
import { decimalsOf, toMinor } from '../../serviceability/pricing/money.ts';
import type { Wallet } from './account.ts';
import { creditPostings, type Entry } from './entry.ts';
import { entryWrites } from './ledger-store.ts';
import type { SettleMessage } from './settle-message.ts';

export interface Credit {
  wallet: Wallet;
  /** Minor units, above 0. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** The most that one credit may bring, in major units. */
const MAX_CREDIT = 1e9;

/** An amount in major units in minor ones; undefined for one that cannot be paid in. */
export function creditableAmount(major: number, currency: string): number | undefined {
  const minor = toMinor(major, currency);
  return minor !== undefined && minor > 0 && major <= MAX_CREDIT ? minor : undefined;
}

/** What `creditableAmount` asks for, in words. */
export const creditRule = (currency: string): string =>
  `must be an amount of ${currency} above 0 and up to ${MAX_CREDIT}, with at most ${decimalsOf(currency)} decimals`;

/** The event is only an outbox record: the entry is kept. */
const EVENT_DAYS = 7;

/**
 * Brings money into a wallet: real money in live mode, test money in test mode. Orders that wait for money on that wallet
 * are booked by the job that is stored with it, even if the process that stored the money dies.
 */
export async function creditWallet(
  table: Table,
  scope: Scope,
  { wallet, amount, currency }: Credit,
  now: Date,
  receipt: (entry: Entry) => readonly Write[],
): Promise<Entry> {
  const source = scope.mode === 'test' ? 'test-money' : 'payments';
  const entry: Entry = {
    id: newId('ledgerEntry', now),
    kind: 'credit',
    currency,
    deliveryId: null,
    postings: creditPostings(wallet, amount, source),
    at: now.toISOString(),
  };
  await table.transact([
    ...entryWrites(scope, entry),
    creditedEvent(scope, entry, wallet),
    ...receipt(entry),
  ]);
  return entry;
}

/** The outbox record of money that came into a wallet: its job books the orders that wait for it. */
export function creditedEvent(
  { tenantId, mode }: Scope,
  { id, currency, at }: Entry,
  account: Wallet,
): Write {
  const body: SettleMessage = { kind: 'settle', tenantId, mode, account, currency };
  const event: EventOf<'wallet.credited'> = {
    id: newId('event', new Date(at)),
    type: 'wallet.credited',
    tenantId,
    mode,
    at,
    data: { ledgerEntryId: id },
    job: { queue: 'bookings', body },
  };
  const expiresAt = Math.floor(Date.parse(at) / 1000) + EVENT_DAYS * 86_400;
  const key = { pk: `CREDITED#${scopeKey({ tenantId, mode })}#${id}`, sk: 'EVENT' };
  return { put: { ...key, entity: EVENT_ENTITY, expiresAt, ...event }, if: absent };
}
