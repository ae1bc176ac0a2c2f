import type { Table } from '../../adapters/dynamo/table.ts';
import { methodNow } from '../../orders/order/payment-words.ts';
import { loadOrder } from '../../orders/store/order-store.ts';
import { type Failure, FailureCollector } from '../../serviceability/failure.ts';
import { loadTenant } from '../../tenants/tenant/tenant.ts';
import type { Booking, Collection } from '../delivery/delivery.ts';
import { otherDeliveries } from '../delivery/order-deliveries.ts';
import { checkDuplicate, checkUnchanged, collectionNow, type Delivered } from './booking-rule.ts';

/** The result of a booking, given its order's current state. */
export interface BookingJudgement {
  /** The order that it was judged by, at its version; undefined where it delivers no order that we know. */
  delivered: Delivered | undefined;
  collection: Collection | null;
  /** Why it may not be made; empty when it may. */
  failures: readonly Failure[];
}

/** Judges a booking. @param waitedAs its temporary id if it waited for money */
export async function judgeBooking(
  table: Table,
  booking: Booking,
  now: Date,
  waitedAs: string | null,
): Promise<BookingJudgement> {
  const { orderId, tenantId, collectsDue } = booking;
  const [order, tenant] = await Promise.all([
    orderId === null ? undefined : loadOrder(table, booking, orderId),
    orderId !== null && collectsDue ? loadTenant(table, tenantId) : undefined,
  ]);
  if (order === undefined) return { delivered: undefined, collection: booking.collection, failures: [] };
  const { orderAsOf, allowsAnother } = booking;
  const hasWaited = waitedAs !== null;
  const method = tenant ? methodNow(order.payment, tenant) : order.payment.method;
  const delivered = { order, method, others: await otherDeliveries(table, order, now, waitedAs) };
  const findings = new FailureCollector();
  if (hasWaited && orderAsOf) findings.add(checkUnchanged(order, orderAsOf, allowsAnother));
  findings.add(checkDuplicate(delivered, allowsAnother));
  const collection = findings.take(collectionNow(delivered, booking, hasWaited)) ?? null;
  return { delivered, collection, failures: findings.failures };
}
