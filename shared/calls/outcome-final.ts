import type { CallType, FinalOutcome } from '../events/order-words.ts';
import type { Address } from '../orders/address.ts';
import type { Order } from '../orders/order.ts';
import type { Call } from './call.ts';

/** The tenant's shop, as its webhooks name it. */
export interface Shop {
  domain: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** What `call.outcome_final` contains: a snapshot, so that every receiver gets the same however often it is sent. */
export interface OutcomeFinal {
  order: {
    id: string;
    externalId: string | null;
    orderNumber: string;
    status: Order['status'];
    products: string;
    totalPrice: string;
    customer: { name: string; phone: string; ns: string | null; city: string | null };
    address: Address | null;
  };
  call: {
    id: string;
    callType: CallType;
    round: number;
    outcomeFinal: FinalOutcome;
    durationSeconds: number | null;
    recordingUrl: string | null;
    transcript: string | null;
    summary: string | null;
  };
  shop: Shop;
}

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
