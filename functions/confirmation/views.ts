import type * as z from 'zod';
import { type Call, isVisible } from '../../shared/calls/call/call.ts';
import { isSameSource } from '../../shared/orders/names/external-id.ts';
import type { Address } from '../../shared/orders/order/address.ts';
import { amountToNumber } from '../../shared/orders/order/money.ts';
import type { Order } from '../../shared/orders/order/order.ts';
import type { CallAnswer, CalledOrderAnswer } from './schemas.ts';

/** An order in the dialect's words, with its calls newest first. */
export function viewCalledOrder(order: Order, calls: readonly Call[]): z.output<typeof CalledOrderAnswer> {
  const { customer, logistics } = order;
  return {
    id: order.id,
    shopifyOrderId: isSameSource(order.source, 'shopify') ? order.externalId : null,
    externalId: order.externalId,
    orderNumber: order.number,
    source: order.source,
    status: order.status,
    customer: { name: customer.name, phone: customer.phone, city: customer.city, ns: customer.ns },
    products: order.products,
    totalPrice: amountToNumber(order.total),
    currency: order.currency,
    address: order.address && viewAddress(order.address),
    addressFinal: order.addressFinal,
    metadata: order.metadata,
    callAttempts: order.confirmation.attempts,
    confirmedAt: order.confirmation.confirmedAt,
    logisticStatus: logistics.status === 'none' ? null : logistics.status,
    trackingNumber: logistics.trackingNumber,
    carrier: logistics.carrier,
    createdAt: order.createdAt,
    updatedAt: order.updatedAt,
    calls: calls.filter(isVisible).map(viewCall),
  };
}

/** In the reference's order of fields. */
function viewAddress({ address1, address2, city, province, country, zip }: Address): Address {
  return { address1, address2, city, province, country, zip };
}

function viewCall(call: Call): z.output<typeof CallAnswer> {
  const { id, callType, outcome, durationSeconds, recordingUrl, transcript, summary, createdAt } = call;
  return {
    ...{ id, callType, outcome, durationSeconds, recordingUrl, transcript, summary, createdAt },
    ...(call.channel && { channel: call.channel }),
    ...(call.isTranscriptCut && { transcriptCut: true as const }),
  };
}
