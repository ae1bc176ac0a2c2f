import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import {
  EVENT_ENTITY,
  eventFromItem,
  type OrderEvent,
  orderPartition,
  TIMELINE_PREFIX,
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
