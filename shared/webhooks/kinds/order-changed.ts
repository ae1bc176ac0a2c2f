import { amountToNumber } from '../../orders/order/money.ts';
import type { OrderSnapshot } from '../../orders/order/snapshot.ts';
import type { CompleteEvent } from './complete-event.ts';
import { toSeconds } from './timestamp.ts';

/** Our fields by the names that the orders dialect has for them. */
const names: Readonly<Record<string, string>> = {
  items: 'product_items',
  total: 'final_amount',
  address: 'delivery_details',
  deliveryDetails: 'delivery_details',
  deliveryMethod: 'delivery_method',
  customizations: 'product_customizations',
  logistics: 'delivery_status',
  payment: 'payment_status',
};

/**
 * `order.created`, as the orders dialect would answer it then:
 * `{"event":"order.created","timestamp":"2026-03-17T21:00:00Z","sequence":1,"order":{"_id","referenceId","status",
 * "confirmation_status","delivery_status","payment_status","mobile","name","email","final_amount","currency",
 * "product_items":[{"product_retailer_id","name","quantity","price"}],"external_order_source","external_order_id",
 * "external_order_number","created_at","updated_at"}}`. `mobile` is E.164, amounts are numbers in major units, and a part
 * without a value is null, never missing.
 */
export const renderOrderCreated = (event: CompleteEvent<'order.created'>): string =>
  render('order.created', event);

/** `order.updated`: the same, with `"changes":["product_items","final_amount"]`, the names of what is different. */
export function renderOrderUpdated(
  event: CompleteEvent<'order.updated' | 'order.payment_changed' | 'order.logistics_changed'>,
): string {
  const changed = changedBy(event);
  return render('order.updated', event, {
    changes: [...new Set(changed.map((name) => names[name] ?? name))],
  });
}

function changedBy({
  type,
  data,
}: CompleteEvent<'order.updated' | 'order.payment_changed' | 'order.logistics_changed'>): readonly string[] {
  if ('changes' in data) return data.changes;
  return [type === 'order.payment_changed' ? 'payment' : 'logistics'];
}

/**
 * `order.status_changed`: the same, with `"previous_status"` and `"cause"`: `merchant`, `call`, `logistics`, or
 * `content_changed` when a confirmed order became another one.
 */
export const renderStatusChanged = (event: CompleteEvent<'order.status_changed'>): string =>
  render('order.status_changed', event, { previous_status: event.data.from, cause: event.data.cause });

function render(
  name: string,
  { at, sequence, data }: Pick<CompleteEvent, 'at' | 'sequence'> & { data: { order: OrderSnapshot } },
  more: object = {},
): string {
  return JSON.stringify({
    event: name,
    timestamp: toSeconds(at),
    sequence,
    order: viewSnapshot(data.order),
    ...more,
  });
}

function viewSnapshot(order: OrderSnapshot) {
  const { customer, items } = order;
  return {
    _id: order.orderId,
    referenceId: order.reference,
    status: order.status,
    confirmation_status: order.confirmation,
    delivery_status: order.logistics,
    payment_status: order.payment.status,
    mobile: customer.phone,
    name: customer.name || null,
    email: customer.email,
    final_amount: amountToNumber(order.total),
    currency: order.currency,
    product_items: items.map(({ sku, name, quantity, price }) => ({
      product_retailer_id: sku,
      name,
      quantity,
      price: price === null ? null : amountToNumber(price),
    })),
    external_order_source: order.source,
    external_order_id: order.externalId,
    external_order_number: order.number,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}
