import type { Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { deliveryKey as parcelKey } from '../../deliveries/delivery-store.ts';
import { orderPartition, timelineKey } from '../../events/event.ts';
import { parseEvent, type StoredEvent, UnreadableEvent } from '../../events/stream.ts';
import { kindOf, type WebhookName } from '../kinds/catalogue.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** The exact text that an event is told in. @throws UnreadableEvent when it does not hold what the webhook tells */
export function payloadOf(name: WebhookName, event: StoredEvent): string {
  try {
    return kindOf(name).render(event);
  } catch (cause) {
    throw new UnreadableEvent(`The event does not hold what ${name} tells`, { cause });
  }
}

/** The log that a delivery's event lies in: its order's or its parcel's. Logs are kept for good; undefined for any other event. */
export function logOf(delivery: Pick<WebhookDelivery, 'tenantId' | 'mode' | 'orderId' | 'parcelId'>) {
  const { orderId, parcelId } = delivery;
  if (orderId !== undefined) return orderPartition(delivery, orderId);
  return parcelId === undefined ? undefined : parcelKey(delivery, parcelId).pk;
}

/** Where the event of a delivery can be read again; undefined when it cannot, and the delivery keeps its text. */
export function logKeyOf(delivery: Parameters<typeof logOf>[0] & { sequence?: number | undefined }) {
  const pk = logOf(delivery);
  if (pk === undefined || delivery.sequence === undefined) return undefined;
  return { pk, sk: timelineKey(delivery.sequence) } satisfies Key;
}

/** What a delivery sends: the same text however often it is asked. @throws UnreadableEvent */
export async function loadPayload(table: Table, delivery: WebhookDelivery): Promise<string> {
  if (delivery.body !== undefined) return delivery.body;
  const key = logKeyOf(delivery);
  const item = key && (await table.get(key));
  if (item?.id !== delivery.eventId)
    throw new UnreadableEvent(`The event of ${delivery.id} is not in its log`);
  return payloadOf(delivery.event, parseEvent(item));
}
