import type * as z from 'zod';
import { shownPhone } from '../../../shared/orders/changes/sent-back.ts';
import { DEFAULT_SOURCE } from '../../../shared/orders/names/external-id.ts';
import { wholeAddress } from '../../../shared/orders/order/address.ts';
import { amountToNumber } from '../../../shared/orders/order/money.ts';
import { type JsonObject, listedItems, type Order } from '../../../shared/orders/order/order.ts';
import type { CreatedAnswer, OrderAnswer } from '../fields/schemas.ts';
import type { CreateOrderBody } from './create-body.ts';

type Viewed = z.output<typeof OrderAnswer>;
type Item = Viewed['product_items'][number];

/** An order in the dialect's words. */
export function viewOrder(order: Order): Viewed {
  const { notes, payment, currency, customer } = order;
  return {
    ...common(order),
    status: order.status,
    mobile: shownPhone(customer),
    payment_status: payment.status,
    currency,
    delivery_details: deliveryDetails(order),
    product_items: items(order),
    external_order_number: order.number,
    ...(notes !== null && { notes }),
  };
}

/** A new order as its merchant sent it: status and items in the words of the request. */
export function viewCreated(order: Order, body: CreateOrderBody): z.output<typeof CreatedAnswer>['order'] {
  const sent = body.product_items;
  const details = deliveryDetails(order);
  return {
    ...common(order),
    status: body.status?.shown ?? 'PENDING',
    mobile: order.customer.phone,
    ...(Object.keys(details).length > 0 && { delivery_details: details }),
    ...(body.external_order_number && { external_order_number: order.number }),
    // `sku` is shown where the request named the field so.
    product_items: items(order).map(({ sku, ...item }, n) => ({ ...item, ...(sent[n]?.sku && { sku }) })),
  };
}

type Common = Omit<
  Viewed,
  'status' | 'mobile' | 'payment_status' | 'currency' | 'delivery_details' | 'notes'
>;

function common(order: Order): Common {
  const { customer, payment, externalId, source, customizations } = order;
  const isFromElsewhere = externalId !== null || source !== DEFAULT_SOURCE;
  return {
    _id: order.id,
    referenceId: order.reference,
    ...(customer.name !== '' && { name: customer.name }),
    ...(customer.email !== null && { email: customer.email }),
    ...(customer.userId !== null && { user_id: customer.userId }),
    final_amount: amountToNumber(order.total),
    delivery_method: order.deliveryMethod,
    product_items: [],
    ...(customizations !== null && { product_customizations: customizations }),
    ...(payment.note !== null && { payment_info: paymentInfo(order) }),
    ...(isFromElsewhere && { external_order_source: source }),
    ...(externalId !== null && { external_order_id: externalId }),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

function paymentInfo({ payment, total, currency }: Order): Viewed['payment_info'] {
  return {
    status: payment.status,
    amount: amountToNumber(payment.note?.amount ?? total),
    currency,
    payment_id: payment.note?.paymentId ?? null,
    method: payment.note?.method ?? null,
  };
}

function deliveryDetails({ deliveryDetails: details, address, logistics }: Order): JsonObject {
  return {
    ...details,
    ...(address !== null && { address: wholeAddress(address) }),
    ...(logistics.trackingNumber !== null && { tracking_number: logistics.trackingNumber }),
  };
}

const items = (order: Order): Item[] =>
  listedItems(order).map(({ name, quantity, price, sku, modification }) => ({
    ...(sku !== null && { product_retailer_id: sku }),
    name,
    quantity,
    price: price === null ? null : amountToNumber(price),
    ...(sku !== null && { sku }),
    ...(modification !== undefined && { modification: Number(modification) }),
  }));
