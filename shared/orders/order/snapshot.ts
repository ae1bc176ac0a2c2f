import type { OrderEvent } from '../../events/event.ts';
import type { OrderState } from '../../events/order-events.ts';
import { listedItems, type Order, type OrderItem } from './order.ts';
import type { OrderContent } from './order-content.ts';

/** Items beyond these are left out of snapshots: a receiver reads such an order itself. */
const MAX_ITEMS = 100;

/** The order in an event for receivers: as it was then. */
export interface OrderSnapshot
  extends OrderState,
    Pick<
      OrderContent,
      'reference' | 'number' | 'source' | 'externalId' | 'customer' | 'total' | 'currency' | 'createdAt'
    > {
  orderId: string;
  items: OrderItem[];
  updatedAt: string;
}

/** The order's state in an event. */
export function stateOf({ status, confirmation, logistics, payment }: Order): OrderState {
  const { method, status: paymentStatus } = payment;
  return {
    ...{ status, confirmation: confirmation.outcome, logistics: logistics.status },
    payment: { method, status: paymentStatus },
  };
}

/** The order as it was when an event happened. @param content the version that the event's entry names */
export function snapshotOf(
  { orderId, at }: Pick<OrderEvent, 'orderId' | 'at'>,
  state: OrderState,
  content: OrderContent,
): OrderSnapshot {
  const { reference, number, source, externalId, customer, total, currency, createdAt } = content;
  return {
    ...state,
    ...{ orderId, reference, number, source, externalId, customer, total, currency, createdAt },
    items: listedItems(content).slice(0, MAX_ITEMS),
    updatedAt: at,
  };
}
