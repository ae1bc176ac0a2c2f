import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import {
  EVENT_ENTITY,
  eventFromItem,
  type OrderEvent,
  orderPartition,
  TIMELINE_PREFIX,
  timelineKey,
} from '../events/event.ts';
import { changeOrder, type OrderServices } from './change-order.ts';
import { draftOf, record } from './draft.ts';
import type { Note, Noted, Order } from './order.ts';
import { orderFromItem, orderKey } from './order-store.ts';

export interface OrderWithTimeline {
  order: Order;
  /** Oldest first. */
  events: OrderEvent[];
}

/**
 * One strongly consistent query: an order's events follow it in its partition.
 * @param most events, the oldest ones; no more pages are read for them than they need
 */
export async function getTimeline(
  table: Table,
  scope: Scope,
  orderId: string,
  most = Number.POSITIVE_INFINITY,
): Promise<OrderWithTimeline | undefined> {
  const range = [orderKey(scope, orderId).sk, `${TIMELINE_PREFIX}~`] as const;
  let order: Order | undefined;
  const events: OrderEvent[] = [];
  for await (const item of table.all({ pk: orderPartition(scope, orderId), between: range })) {
    if (item.entity === 'order') order = orderFromItem(item);
    if (item.entity === EVENT_ENTITY) events.push(eventFromItem(item));
    if (events.length >= most) break;
  }
  return order && { order, events };
}

export interface TimelinePage {
  /** Newest first. */
  events: OrderEvent[];
  /** The sequence that the next page ends before; undefined when there is no more. */
  before: number | undefined;
}

/** The latest events of an order, or those before one. @param before the sequence that a page before went down to */
export async function latestEvents(
  table: Table,
  scope: Scope,
  orderId: string,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<TimelinePage> {
  const last = before === undefined ? `${TIMELINE_PREFIX}~` : timelineKey(before - 1);
  const between = [TIMELINE_PREFIX, last] as const;
  const pk = orderPartition(scope, orderId);
  const { items } = await table.query({ pk, between, newestFirst: true, limit });
  const events = items.map(eventFromItem);
  const oldest = events.at(-1)?.sequence ?? 1;
  return { events, before: oldest > 1 ? oldest : undefined };
}

/** What happened to an order after its event of that sequence, oldest first, a hundred events at most. */
export async function eventsAfter(
  table: Table,
  scope: Scope,
  orderId: string,
  sequence: number,
): Promise<OrderEvent[]> {
  const between = [timelineKey(sequence + 1), `${TIMELINE_PREFIX}~`] as const;
  const { items } = await table.query({ pk: orderPartition(scope, orderId), between, limit: 100 });
  return items.map(eventFromItem);
}

/** Adds a line to the order's timeline. @returns the event's id. @throws Problem order_not_found */
export async function addNote(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  { metadata, ...note }: Note,
  receipt: Parameters<typeof changeOrder>[4],
): Promise<string> {
  const noted: Noted = { ...note, metadata: JSON.stringify(metadata) };
  const draft = await changeOrder(
    services,
    scope,
    orderId,
    (order, context) => record(draftOf(order), context, 'order.noted', noted),
    receipt,
  );
  return lastEventId(draft.events);
}

/** The id of the last thing that happened in a decision. */
export function lastEventId(events: readonly OrderEvent[]): string {
  const last = events.at(-1);
  if (last === undefined) throw new Error('The decision recorded no event');
  return last.id;
}
