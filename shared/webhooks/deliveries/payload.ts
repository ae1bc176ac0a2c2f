import type { Table } from '../../adapters/dynamo/table.ts';
import { deliveryKey as parcelKey } from '../../deliveries/delivery/delivery-store.ts';
import { orderPartition } from '../../events/event.ts';
import { loadLogItem } from '../../events/order-log.ts';
import { parseEvents, type StoredEvent, UnreadableEvent } from '../../events/stream.ts';
import { kindOf, type WebhookName } from '../kinds/catalogue.ts';
import { type CompleteEvent, completeEvent } from '../kinds/complete-event.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';

/** The exact text of an event's webhook. @throws UnreadableEvent when it lacks what the webhook contains */
export function payloadOf(name: WebhookName, event: CompleteEvent): string {
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

/** Whether the event of a delivery can be read again; when it cannot, the delivery keeps its text. */
export const isLogged = (
  delivery: Parameters<typeof logOf>[0] & { sequence?: number | undefined },
): boolean => delivery.sequence !== undefined && logOf(delivery) !== undefined;

async function loadEvent(table: Table, delivery: WebhookDelivery): Promise<StoredEvent | undefined> {
  const pk = logOf(delivery);
  const item = pk !== undefined && (await loadLogItem(table, pk, delivery.sequence ?? 0));
  return item ? parseEvents(item).events.find(({ id }) => id === delivery.eventId) : undefined;
}

/** The text that a delivery sends, the same every time. @throws UnreadableEvent */
export async function loadPayload(table: Table, delivery: WebhookDelivery): Promise<string> {
  if (delivery.body !== undefined) return delivery.body;
  const event = await loadEvent(table, delivery);
  if (event === undefined) throw new UnreadableEvent(`The event of ${delivery.id} is not in its log`);
  return payloadOf(delivery.event, await completeEvent(table, event));
}
