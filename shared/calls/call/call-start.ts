import { streetLine } from '../../orders/order/address.ts';
import type { Order } from '../../orders/order/order.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import { readLanguageTag } from '../../time/places.ts';
import type { CallStart } from '../telephony/port/port.ts';
import type { Call } from './call.ts';

/** The request for a dial, as a provider gets it. */
export function callStartOf(order: Order, call: Call, tenant: Tenant, publicUrl: string): CallStart {
  const { tenantId, mode, orderId, id: callId, callType, attempt } = call;
  const { customer, address } = order;
  const reference = { tenantId, mode, orderId, callId };
  return {
    ...reference,
    attempt,
    phone: customer.phone,
    language: languageOf(order) ?? tenant.language,
    script: {
      callType,
      storeName: tenant.name,
      customerName: customer.name,
      products: order.products,
      total: order.total,
      currency: order.currency,
      orderNumber: order.number,
      address: address && [streetLine(address), address.city ?? customer.city].filter(Boolean).join(', '),
    },
    publicUrl,
    records: tenant.recordings !== 'none',
    talkTimeSeconds: talkTime(order) ?? tenant.talkTimeSeconds,
    metadata: order.metadata,
  };
}

/** `metadata.language`, when it is a language tag: `es`, `pt-BR`, `hi_IN`. */
function languageOf({ metadata }: Order): string | undefined {
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) return undefined;
  const { language } = metadata;
  return typeof language === 'string' ? readLanguageTag(language) : undefined;
}

/** `metadata.talkTimeSeconds`, when it is a talk time (0 to 900 s). */
function talkTime({ metadata }: Order): number | undefined {
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) return undefined;
  const seconds = metadata.talkTimeSeconds;
  return typeof seconds === 'number' && seconds >= 0 && seconds <= 900 ? seconds : undefined;
}
