import type { Item } from '../adapters/dynamo/expressions.ts';
import { catalogue, isOrderEventType } from './catalogue.ts';
import type { DomainEvent, InOrderLog, OrderEvent } from './event.ts';
import { eventsFromItem } from './order-log.ts';
import { versions } from './versions.ts';

/** An event that is not as this release knows it, such as one of a newer release: its type and data as they were stored. */
type UnknownEvent = DomainEvent<'unknown', { type: string; data: object }> & InOrderLog;

/** An event as it is read from an order's log. */
export type LoggedEvent = OrderEvent | UnknownEvent;

/** The events that an item of an order's log holds, in its order. Their data is as it was stored, and checked. */
export const loggedEvents = (item: Item): LoggedEvent[] =>
  eventsFromItem(item).map((event) => {
    const { type, data } = event;
    return isKnown(event) ? event : { ...event, type: 'unknown', data: { type, data } };
  });

const isKnown = ({ type, version = 1, data }: OrderEvent): boolean =>
  isOrderEventType(type) && version <= (versions[type] ?? 1) && catalogue[type].safeParse(data).success;
