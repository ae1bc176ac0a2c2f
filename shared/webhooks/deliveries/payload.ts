import type { Table } from '../../adapters/dynamo/table.ts';
import { deliveryKey as parcelKey } from '../../deliveries/delivery/delivery-store.ts';
import { orderPartition } from '../../events/event.ts';
import { loadLogItem } from '../../events/order-log.ts';
import { parseEvents, UnreadableEvent } from '../../events/stream.ts';
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

/** Where an event lies. */
type LoggedEvent = Pick<
  WebhookDelivery,
  'tenantId' | 'mode' | 'eventId' | 'orderId' | 'parcelId' | 'sequence'
>;

/** The event of a delivery from its log, complete. @throws UnreadableEvent */
export async function loadLoggedEvent(table: Table, about: LoggedEvent): Promise<CompleteEvent> {
  const pk = logOf(about);
  const item = pk !== undefined && (await loadLogItem(table, pk, about.sequence ?? 0));
  const event = item ? parseEvents(item).events.find(({ id }) => id === about.eventId) : undefined;
  if (event === undefined) throw new UnreadableEvent(`The event ${about.eventId} is not in its log`);
  return completeEvent(table, event);
}

/**
 * The text that a delivery sends, the same every time.
 * @param event where it is being read already
 * @throws UnreadableEvent
 */
export async function loadPayload(
  table: Table,
  delivery: WebhookDelivery,
  event?: Promise<CompleteEvent>,
): Promise<string> {
  if (delivery.body !== undefined) return delivery.body;
  return payloadOf(delivery.event, await (event ?? loadLoggedEvent(table, delivery)));
}
