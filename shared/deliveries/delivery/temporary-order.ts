import { absent, type Item, type Key, versionIs, type Write } from '../../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../../adapters/dynamo/items/entity.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { isId } from '../../base/ids.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { Failure } from '../../serviceability/failure.ts';
import type { LedgerAccount } from '../wallets/account.ts';
import type { Booking } from './delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';

/** A wallet booking, from its request on: it waits until its wallet can pay it, or expires. */
export interface TemporaryOrder extends Scope {
  /** `tmp_…` */
  id: string;
  booking: Booking;
  status: 'waiting' | 'booked' | 'failed' | 'cancelled';
  /** The merchant's reason for cancelling it. */
  reason?: string;
  /** Why it was given up. */
  failures?: readonly Failure[];
  /** Null while it waits. */
  deliveryId: string | null;
  ledgerEntryId: string | null;
  createdAt: string;
  /** The last instant at which it can be paid; ISO 8601, UTC. */
  deadline: string;
  version: number;
}

export const PAYMENT_MINUTES = 15;

/** Kept for a client that asks late; then the table deletes it. */
const KEPT_SECONDS = 30 * 24 * 3600;

export type WalletPaymentStatus = 'waiting' | 'booked' | 'failed';

/** Whether it is paid, still may be, or was cancelled, given up or has expired. */
export function paymentStatusOf({ status, deadline }: TemporaryOrder, now: Date): WalletPaymentStatus {
  if (status === 'cancelled') return 'failed';
  return status === 'waiting' && now.toISOString() >= deadline ? 'failed' : status;
}

export const temporaryKey = (scope: Scope, id: string): Key => ({
  pk: `TEMPORARY#${scopeKey(scope)}#${id}`,
  sk: 'TEMPORARY',
});

/** A wallet that orders wait on. */
export interface WalletBalanceKey extends Scope {
  account: LedgerAccount;
  /** ISO 4217. */
  currency: string;
}

export const walletToCharge = ({ tenantId, mode, payment, price }: Booking): WalletBalanceKey => ({
  tenantId,
  mode,
  account: payment.account,
  currency: price.currency,
});

/** The wallet orders that wait for money on one wallet, oldest first. */
export const waitingPartition = (wallet: WalletBalanceKey): string =>
  `WAITING#${scopeKey(wallet)}#${wallet.account}#${wallet.currency}`;

const toItem = (order: TemporaryOrder): Item => ({
  ...temporaryKey(order, order.id),
  entity: 'temporary-order',
  ...order,
  expiresAt: Math.floor(Date.parse(order.deadline) / 1000) + KEPT_SECONDS,
});

const waitingKey = ({ booking, id }: TemporaryOrder): Key => ({
  pk: waitingPartition(walletToCharge(booking)),
  sk: id,
});

/** The writes that store a new one; one that waits joins its wallet's queue. */
export function insertTemporary(order: TemporaryOrder): Write[] {
  const put: Write = { put: toItem(order), if: absent };
  if (order.status !== 'waiting') return [put];
  const expiresAt = Math.ceil(Date.parse(order.deadline) / 1000);
  return [put, { put: { ...waitingKey(order), entity: 'waiting-order', expiresAt } }];
}

/** The writes that end its waiting; refused when it was changed since it was read. */
export const concludeTemporary = (order: TemporaryOrder): Write[] => [
  { put: toItem({ ...order, version: order.version + 1 }), if: versionIs(order.version) },
  { delete: waitingKey(order) },
];

/** @throws Problem delivery_refused: temporary_order_not_found */
export async function loadTemporary(table: Table, scope: Scope, id: string): Promise<TemporaryOrder> {
  const item = isId('temporaryOrder', id) ? await table.get(temporaryKey(scope, id)) : undefined;
  if (item === undefined) throw refuseDelivery('temporary_order_not_found');
  return temporaryFromItem(item);
}

export const temporaryFromItem = (item: Item): TemporaryOrder =>
  entityFromItem<TemporaryOrder>(item, 'expiresAt');
