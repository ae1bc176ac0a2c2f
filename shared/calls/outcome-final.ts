import type { OutcomeFinal } from '../events/call-events.ts';
import type { FinalOutcome } from '../events/order-words.ts';
import type { Order } from '../orders/order.ts';
import type { Call } from './call.ts';

/** The tenant's shop, as its webhooks name it. */
export type Shop = OutcomeFinal['shop'];

export function outcomeFinal(order: Order, call: Call, outcome: FinalOutcome, shop: Shop): OutcomeFinal {
  const { name, phone, ns, city } = order.customer;
  return {
    order: {
      id: order.id,
      externalId: order.externalId,
      orderNumber: order.number,
      status: order.status,
      products: order.products,
      totalPrice: order.total,
      customer: { name, phone, ns, city },
      address: order.address,
    },
    call: {
      id: call.id,
      callType: call.callType,
      round: call.round,
      outcomeFinal: outcome,
      durationSeconds: call.durationSeconds,
      recordingUrl: call.recordingUrl,
      transcript: call.transcript,
      summary: call.summary,
    },
    shop,
  };
}
