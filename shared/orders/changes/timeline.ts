import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { type OrderEvent, orderPartition, TIMELINE_PREFIX, timelineKey } from '../../events/event.ts';
import { type LoggedEvent, loggedEvents } from '../../events/logged-event.ts';
import { contentOfItem, logItems } from '../../events/order-log.ts';
import { draftOf, record } from '../order/draft.ts';
import type { Note, Order, StoredNote } from '../order/order.ts';
import { contentFromStored, type OrderContent } from '../order/order-content.ts';
import { loadContent, loadOrder } from '../store/order-store.ts';
import { changeOrder, type OrderServices } from './change-order.ts';

export interface OrderWithTimeline {
  order: Order;
  /** Oldest first. */
  events: LoggedEvent[];
  /** The order's content at its creation, for lists that contain its creation. */
  created: OrderContent | undefined;
}

export interface TimelinePart {
  /** The number of the first event. */
  from?: number;
  most?: number;
  /** Of the events as JSON. */
  mostBytes?: number;
}

/**
 * Events of an order and the order, strongly consistent: two queries at the same time, of which that of the log reads no
 * more than the part.
 */
export async function getTimeline(
  table: Table,
  scope: Scope,
  orderId: string,
  part: TimelinePart = {},
): Promise<OrderWithTimeline | undefined> {
  const [order, { events, created }] = await Promise.all([
    loadOrder(table, scope, orderId),
    readLog(table, scope, orderId, part),
  ]);
  return order && { order, events, created };
}

async function readLog(
  table: Table,
  scope: Scope,
  orderId: string,
  { from = 1, most = Number.POSITIVE_INFINITY, mostBytes = Number.POSITIVE_INFINITY }: TimelinePart,
): Promise<Pick<OrderWithTimeline, 'events' | 'created'>> {
  const events: LoggedEvent[] = [];
  let created: OrderContent | undefined;
  let bytes = 0;
  const limit = Number.isFinite(most) ? { limit: most } : {};
  for await (const item of logItems(table, orderPartition(scope, orderId), { from, ...limit })) {
    for (const event of loggedEvents(item)) {
      if (event.sequence < from) continue;
      if (event.sequence === 1) created = await createdAs(table, scope, orderId, item);
      events.push(event);
      bytes += Buffer.byteLength(JSON.stringify(event.data));
    }
    if (events.length >= most || bytes > mostBytes) break;
  }
  return { events: events.slice(0, most), created };
}

async function createdAs(table: Table, scope: Scope, orderId: string, item: object): Promise<OrderContent> {
  const { contentRevision = 1, content } = contentOfItem({ ...item });
  return content ? contentFromStored(content) : loadContent(table, scope, orderId, contentRevision);
}

export interface TimelinePage {
  /** Newest first. */
  events: LoggedEvent[];
  /** The sequence that the next page ends before; undefined when there is no more. */
  before: number | undefined;
  /** The order's content at its creation, for lists that contain its creation. */
  created: OrderContent | undefined;
}

/** The latest events of an order, or those before one. @param before the lowest sequence number of the previous page */
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
  const all = items.flatMap((item) => loggedEvents(item).toReversed());
  const events = all.filter(({ sequence }) => before === undefined || sequence < before).slice(0, limit);
  const oldest = events.at(-1)?.sequence ?? 1;
  if (oldest > 1) return { events, before: oldest, created: undefined };
  const first = items.at(-1);
  return { events, before: undefined, created: first && (await createdAs(table, scope, orderId, first)) };
}

const MAX_EVENTS_AFTER = 100;

/** The events of an order after that sequence number, oldest first, a hundred at most. */
export async function eventsAfter(
  table: Table,
  scope: Scope,
  orderId: string,
  sequence: number,
): Promise<LoggedEvent[]> {
  const part = { from: sequence + 1, most: MAX_EVENTS_AFTER };
  return (await readLog(table, scope, orderId, part)).events;
}

/** Adds a line to the order's timeline. @returns the event's id. @throws Problem order_not_found */
export async function addNote(
  services: OrderServices,
  scope: Scope,
  orderId: string,
  { metadata, ...note }: Note,
  receipt: Parameters<typeof changeOrder>[4],
): Promise<string> {
  const noted: StoredNote = { ...note, metadata: JSON.stringify(metadata) };
  const draft = await changeOrder(
    services,
    scope,
    orderId,
    (order, context) => record(draftOf(order), context, 'order.noted', noted),
    receipt,
  );
  return lastEventId(draft.events);
}

/** The id of the last event of a decision. */
export function lastEventId(events: readonly OrderEvent[]): string {
  const last = events.at(-1);
  if (last === undefined) throw new Error('The decision recorded no event');
  return last.id;
}
