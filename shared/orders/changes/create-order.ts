import type { DecisionContext } from '../../adapters/dynamo/decide-and-store.ts';
import type { Write } from '../../adapters/dynamo/expressions.ts';
import type { Scope } from '../../base/scope.ts';
import type { OrderStatus } from '../../events/order-words.ts';
import { localDay } from '../../time/calendar.ts';
import { claimExternalId, type ExternalId } from '../names/external-id.ts';
import { claimReference } from '../names/reference.ts';
import type { Address } from '../order/address.ts';
import { type Draft, draftOfNew, record } from '../order/draft.ts';
import type { Amount } from '../order/money.ts';
import {
  type Customer,
  DEFAULT_DELIVERY_METHOD,
  type JsonObject,
  type JsonValue,
  type Order,
  type OrderItem,
  productsText,
} from '../order/order.ts';
import { firstRevision } from '../order/order-content.ts';
import { requireRoom } from '../order/order-size.ts';
import { type GivenPayment, paymentOf } from '../order/payment.ts';
import { stateOf } from '../order/snapshot.ts';

/** A client's data of a new order, in any dialect; parts that are left out have their defaults. */
export interface GivenOrder {
  customer: Pick<Customer, 'name' | 'phone'> & { [K in keyof Customer]?: Customer[K] | undefined };
  address: Address | null;
  /** As one text; that of the items when it is left out. */
  products?: string | undefined;
  items: OrderItem[];
  total: Amount;
  currency: string;
  /** Pending. */
  status?: OrderStatus | undefined;
  /** None. */
  logisticsStatus?: 'returned' | undefined;
  /** Cash on delivery, unpaid. */
  payment?: GivenPayment | undefined;
  deliveryMethod?: string | undefined;
  trackingNumber?: string | null | undefined;
  deliveryDetails?: JsonObject | null | undefined;
  customizations?: JsonObject | null | undefined;
  notes?: string | null | undefined;
  metadata?: JsonValue | undefined;
  /** By an intake hook. */
  intake?: Order['intake'];
}

/** The owner of a new order, and the names that it takes. */
export interface NewOrderNames extends Scope {
  source: string;
  /** Unique in its source; null for an order that no other system knows. */
  externalId: string | null;
  /** The merchant's, or one that was taken (`takeNames`). */
  number: string;
  /** The same. */
  reference: string;
  /** The reference is the order's already. */
  isReferenceTaken?: boolean;
  /** IANA name, of the tenant: decides the day that the order counts for. */
  timeZone: string;
}

/**
 * The one way to make an order; its first event is that it was created. Its draft claims its names: storing it is refused when
 * one of them was taken since `known` was read.
 *
 * @param known the orders that have the external id already; undefined when there are none
 * @throws Problem order_too_large
 */
export function createOrder(
  given: GivenOrder,
  names: NewOrderNames,
  known: ExternalId | undefined,
  context: DecisionContext,
): Draft {
  const made = newOrder(given, names, context);
  requireRoom(made);
  const order = { ...made, contentRevision: firstRevision(made) };
  const { source, externalId, id, reference } = order;
  const claims: Write[] = [
    ...(names.isReferenceTaken ? [] : [claimReference(order, reference, id)]),
    ...(externalId === null ? [] : [claimExternalId(order, externalId, source, id, known)]),
  ];
  return { ...record(draftOfNew(order), context, 'order.created', { order: stateOf(order) }), claims };
}

function newOrder(given: GivenOrder, names: NewOrderNames, { now, newId }: DecisionContext): Order {
  const at = now.toISOString();
  const { tenantId, mode, source, externalId, number, reference, timeZone } = names;
  const { customer, items, total } = given;
  return {
    id: newId('order'),
    tenantId,
    mode,
    source,
    externalId,
    number,
    reference,
    customer: {
      name: customer.name,
      phone: customer.phone,
      isPhoneRaw: customer.isPhoneRaw ?? false,
      email: customer.email ?? null,
      city: customer.city ?? null,
      ns: customer.ns ?? null,
      userId: customer.userId ?? null,
    },
    address: given.address,
    addressFinal: null,
    products: given.products ?? productsText(items),
    items,
    total,
    currency: given.currency,
    status: given.status ?? 'pending',
    confirmation: { outcome: 'none', round: 0, attempts: 0, confirmedAt: null },
    logistics: {
      status: given.logisticsStatus ?? 'none',
      trackingNumber: given.trackingNumber ?? null,
      carrier: null,
      deliveryId: null,
    },
    payment: paymentOf(given.payment ?? {}, total),
    deliveryMethod: given.deliveryMethod ?? DEFAULT_DELIVERY_METHOD,
    deliveryDetails: given.deliveryDetails ?? null,
    customizations: given.customizations ?? null,
    notes: given.notes ?? null,
    metadata: given.metadata ?? null,
    ...(given.intake && { intake: given.intake }),
    rounds: {},
    callIds: [],
    callCount: 0,
    history: [{ status: given.status ?? 'pending', cause: null, at }],
    contentVersion: 1,
    contentRevision: 1,
    eventCount: 0,
    version: 0,
    createdAt: at,
    createdOn: localDay(now, timeZone),
    updatedAt: at,
  };
}
