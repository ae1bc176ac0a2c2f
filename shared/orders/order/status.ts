import type { CallType, FinalOutcome, OrderStatus } from '../../events/order-words.ts';
import type { Order } from './order.ts';

type LogisticsFacet = Order['logistics']['status'];

const FINAL_STATUSES: readonly OrderStatus[] = ['delivered', 'completed', 'cancelled', 'refunded'];

/** Whether only its merchant moves the order from there. */
export const isFinal = (status: OrderStatus): boolean => FINAL_STATUSES.includes(status);

/** Whether a call's outcome may still move the order. */
export const isUndecided = (status: OrderStatus): boolean =>
  status === 'pending' || status === 'needs_review';

const STATUS_BY_OUTCOME: Partial<Record<FinalOutcome, OrderStatus>> = {
  confirmed: 'confirmed',
  recovered: 'confirmed',
  cancelled: 'cancelled',
  novedad: 'needs_review',
};

/** Where a final outcome takes the order: only confirmation and recovery calls move it, and only while it is undecided. */
export function statusAfterOutcome(
  status: OrderStatus,
  callType: CallType,
  outcome: FinalOutcome,
): OrderStatus {
  if (callType === 'novelty' || callType === 'office' || !isUndecided(status)) return status;
  return STATUS_BY_OUTCOME[outcome] ?? status;
}

const STATUS_BY_LOGISTICS: Partial<Record<LogisticsFacet, OrderStatus>> = {
  shipped: 'shipped',
  delivered: 'delivered',
  returned: 'cancelled',
};

/** Where a step of the delivery takes the order, unless its status is final already. */
export function statusAfterLogistics(status: OrderStatus, logistics: LogisticsFacet): OrderStatus {
  if (isFinal(status)) return status;
  return STATUS_BY_LOGISTICS[logistics] ?? status;
}

/** Whether the parcel's way has ended. */
export const isFinalLogistics = (status: LogisticsFacet): boolean =>
  status === 'delivered' || status === 'returned';

/** Delivered and returned are final, but a delivered parcel may still come back. Repeating the same status is no move. */
export function mayMoveLogistics(from: LogisticsFacet, to: LogisticsFacet): boolean {
  if (from === to) return true;
  if (from === 'delivered') return to === 'returned';
  return from !== 'returned';
}
