import type { Item } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import { catalogue, type EventType, isDeliveryEventType, isOrderEventType } from './catalogue.ts';
import type {
  DeliveryEvent,
  DomainEvent,
  InDeliveryLog,
  InOrderLog,
  OrderEvent,
  UncheckedEvent,
} from './event.ts';
import { eventsFromItem } from './order-log.ts';
import { versions } from './versions.ts';

/** An event that is not as this release knows it, such as one of a newer release: its type and data as they were stored. */
type UnknownEvent = DomainEvent<'unknown', { type: string; data: object }>;

/** An event as it is read from an order's log. */
export type LoggedEvent = OrderEvent | (UnknownEvent & InOrderLog);

/** An event as it is read from a delivery's log. */
export type LoggedDeliveryEvent = DeliveryEvent | (UnknownEvent & InDeliveryLog);

/** The events that an item of an order's log holds, in its order. Their data is as it was stored, and checked. */
export const loggedEvents = (item: Item): LoggedEvent[] =>
  eventsFromItem(item).map((event) =>
    isAsInCatalogue(event, isOrderEventType) ? (event as OrderEvent) : asUnknown(event),
  );

/** The event that an item of a delivery's log holds. Its data is as it was stored, and checked. */
export function loggedDeliveryEvent(item: Item): LoggedDeliveryEvent {
  const event = entityFromItem<UncheckedEvent & InDeliveryLog>(item);
  return isAsInCatalogue(event, isDeliveryEventType) ? (event as DeliveryEvent) : asUnknown(event);
}

/** @param isOfLog whether events of a type are in the log that the event was read from */
const isAsInCatalogue = <Type extends EventType>(
  { type, version = 1, data }: UncheckedEvent,
  isOfLog: (type: string) => type is Type,
): boolean => isOfLog(type) && version <= (versions[type] ?? 1) && catalogue[type].safeParse(data).success;

const asUnknown = <Place>({ type, data, ...event }: UncheckedEvent & Place) => ({
  ...event,
  type: 'unknown' as const,
  data: { type, data },
});
