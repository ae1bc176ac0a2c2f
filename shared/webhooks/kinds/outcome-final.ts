import type { CompleteEvent } from './complete-event.ts';
import { toSeconds } from './timestamp.ts';

/**
 * Talkyria's `call.outcome_final`, field by field: what the event holds besides is not for receivers. A part without a
 * value is null, never missing, but for `customer.ns`, which only goes back to those who gave one.
 */
export function renderOutcomeFinal(event: CompleteEvent<'call.outcome_final'>): string {
  const { order, call, shop } = event.data;
  const { externalId, number, products, total, customer, address } = order.content;
  return JSON.stringify({
    event: 'call.outcome_final',
    timestamp: toSeconds(event.at),
    order: {
      id: order.id,
      externalId,
      orderNumber: number,
      status: order.status,
      products,
      totalPrice: total,
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
