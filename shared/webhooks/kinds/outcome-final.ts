import type { EventOf } from '../../events/event.ts';
import { toSeconds } from './timestamp.ts';

/**
 * Talkyria's `call.outcome_final`, field by field: what the event holds besides is not for receivers. A part without a
 * value is null, never missing, but for `customer.ns`, which only goes back to those who gave one.
 */
export function renderOutcomeFinal(event: EventOf<'call.outcome_final'>): string {
  const { order, call, shop } = event.data;
  const { customer, address } = order;
  return JSON.stringify({
    event: 'call.outcome_final',
    timestamp: toSeconds(event.at),
    order: {
      id: order.id,
      externalId: order.externalId,
      orderNumber: order.orderNumber,
      status: order.status,
      products: order.products,
      totalPrice: order.totalPrice,
      customer: {
        name: customer.name,
        phone: customer.phone,
        ...(customer.ns !== null && { ns: customer.ns }),
      },
      address: address && { address1: address.address1, city: address.city },
    },
    call: {
      id: call.id,
      outcomeFinal: call.outcomeFinal,
      durationSeconds: call.durationSeconds,
      recordingUrl: call.recordingUrl,
      transcript: call.transcript,
      summary: call.summary,
    },
    shop: { domain: shop.domain, country: shop.country },
  });
}
