import type { Address } from '../orders/address.ts';
import { change, type Draft, draftOf, type Moment, record } from '../orders/draft.ts';
import type { Amount } from '../orders/money.ts';
import { type JsonValue, newOrder, type Order, type OrderItem } from '../orders/order.ts';

/** What a trigger says of the order. A new order needs all of it; one that exists takes only what it lacks. */
export interface GivenOrder {
  customer: { name: string; phone: string; ns: string | null; city: string | null };
  address: Address | null;
  products: string;
  items: OrderItem[];
  total: Amount;
  currency: string;
  metadata: JsonValue;
}

export interface NewOrderFacts {
  tenantId: string;
  mode: Order['mode'];
  source: string;
  externalId: string;
  number: string;
}

/** The order that a trigger makes, said to have been created. */
export function createOrder(given: GivenOrder, facts: NewOrderFacts, moment: Moment): Draft {
  const order = newOrder(
    { ...given, ...facts, id: moment.newId('order'), customer: { email: null, ...given.customer } },
    moment.now,
  );
  const { source, externalId, number, total, currency } = order;
  return record(draftOf(order), moment, 'order.created', { source, externalId, number, total, currency });
}

/** Adds what the order lacks; what it has stays, so that a repeated trigger changes nothing. */
export function fillOrder(order: Order, given: Partial<GivenOrder>, moment: Moment): Draft {
  const { customer } = order;
  const filled: Pick<Order, 'customer' | 'address' | 'metadata'> = {
    customer: {
      ...customer,
      ns: customer.ns ?? given.customer?.ns ?? null,
      city: customer.city ?? given.customer?.city ?? null,
    },
    address: order.address ?? given.address ?? null,
    metadata: order.metadata ?? given.metadata ?? null,
  };
  return change(draftOf(order), moment, filled);
}
