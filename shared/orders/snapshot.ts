import { listedItems } from './listed-items.ts';
import type { Amount } from './money.ts';
import type { Order, OrderItem } from './order.ts';

/** What an event about an order tells its receivers: the order as it stood then. */
export interface OrderSnapshot {
  orderId: string;
  reference: string;
  number: string;
  source: string;
  externalId: string | null;
  status: Order['status'];
  confirmation: Order['confirmation']['outcome'];
  logistics: Order['logistics']['status'];
  payment: { method: Order['payment']['method']; status: Order['payment']['status'] };
  customer: { name: string; phone: string; email: string | null };
  items: OrderItem[];
  total: Amount;
  currency: string;
  createdAt: string;
  updatedAt: string;
}

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
