import type { OrderSnapshot } from '../events/order-events.ts';
import { listedItems, type Order } from './order.ts';

/** Items beyond these are left out of snapshots: a receiver reads such an order itself. */
const MOST_ITEMS = 100;

export function snapshotOf(order: Order): OrderSnapshot {
  const { customer, payment } = order;
  return {
    orderId: order.id,
    reference: order.reference,
    number: order.number,
    source: order.source,
    externalId: order.externalId,
    status: order.status,
    confirmation: order.confirmation.outcome,
    logistics: order.logistics.status,
    payment: { method: payment.method, status: payment.status },
    customer: { name: customer.name, phone: customer.phone, email: customer.email },
    items: listedItems(order).slice(0, MOST_ITEMS),
    total: order.total,
    currency: order.currency,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
  };
}
