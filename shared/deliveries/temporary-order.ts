import { entityFromItem } from '../adapters/dynamo/entity.ts';
import { absent, type Item, type Key, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId } from '../base/ids.ts';
import { type Scope, scopeKey } from '../base/scope.ts';
import { fromStoredBooking, type StoredBooking, toStoredBooking } from './booking-item.ts';
import type { Booking } from './delivery.ts';
import { refuseDelivery } from './refuse-delivery.ts';
import type { LedgerAccount } from './wallets/account.ts';

/** A wallet order, from when it is asked for: it waits until its wallet can pay it, or expires. */
export interface TemporaryOrder extends Scope {
  /** `tmp_…` */
  id: string;
  booking: Booking;
  status: 'PENDING' | 'SUCCESS' | 'FAILED' | 'CANCELLED';
  /** Why it failed. */
  reason?: string;
  /** Null while it waits. */
  deliveryId: string | null;
  transactionID: string | null;
  createdAt: string;
  /** When it is too late to pay; ISO 8601, UTC. */
  deadline: string;
  version: number;
}

export const PAYMENT_MINUTES = 15;

/** Kept for a client that asks late; then the table deletes it. */
const KEPT_SECONDS = 30 * 24 * 3600;

export type WalletPaymentStatus = 'PENDING' | 'SUCCESS' | 'FAILED';

/** Whether it is paid, still may be, or was cancelled, given up or has expired. */
export function paymentStatusOf({ status, deadline }: TemporaryOrder, now: Date): WalletPaymentStatus {
  if (status === 'CANCELLED') return 'FAILED';
  return status === 'PENDING' && now.toISOString() >= deadline ? 'FAILED' : status;
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
  booking: toStoredBooking(order.booking),
  expiresAt: Math.floor(Date.parse(order.deadline) / 1000) + KEPT_SECONDS,
});

const waitingKey = ({ booking, id }: TemporaryOrder): Key => ({
  pk: waitingPartition(walletToCharge(booking)),
  sk: id,
});

/** The writes that store a new one; one that waits joins its wallet's queue. */
export function insertTemporary(order: TemporaryOrder): Write[] {
  const put: Write = { put: toItem(order), if: absent };
  if (order.status !== 'PENDING') return [put];
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

export function temporaryFromItem(item: Item): TemporaryOrder {
  const stored = entityFromItem<StoredTemporaryOrder>(item, 'expiresAt');
  return { ...stored, booking: fromStoredBooking(stored.booking) };
}

type StoredTemporaryOrder = Omit<TemporaryOrder, 'booking'> & { booking: StoredBooking };
