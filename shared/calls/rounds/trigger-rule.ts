import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { GivenOrder } from '../../orders/changes/create-order.ts';
import { change, type Draft, draftOf } from '../../orders/order/draft.ts';
import type { Order } from '../../orders/order/order.ts';
import { requireRoom } from '../../orders/order/order-size.ts';

/**
 * Adds what the order lacks; what it has stays, so that a repeated trigger changes nothing.
 * @throws Problem order_too_large
 */
export function fillOrder(order: Order, given: Partial<GivenOrder>, context: DecisionContext): Draft {
  const { customer } = order;
  const namesNoProducts = order.products === '' && order.items.length === 0;
  const filled: Partial<Order> = {
    customer: {
      ...customer,
      name: customer.name || (given.customer?.name ?? ''),
      ...(customer.isPhoneRaw && given.customer && { phone: given.customer.phone, isPhoneRaw: false }),
      ns: customer.ns ?? given.customer?.ns ?? null,
      city: customer.city ?? given.customer?.city ?? null,
    },
    address: order.address ?? given.address ?? null,
    metadata: order.metadata ?? given.metadata ?? null,
    ...(namesNoProducts && { products: given.products ?? '', items: given.items ?? [] }),
  };
  const draft = change(draftOf(order), context, filled);
  requireRoom(draft.order, order);
  return draft;
}
