import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { loadCall } from '../../calls/call/order-calls.ts';
import type { OutcomeFinal } from '../../events/call-events.ts';
import type { EventData, EventType } from '../../events/catalogue.ts';
import type { DomainEvent, InOrderLog } from '../../events/event.ts';
import type { OrderState } from '../../events/order-events.ts';
import { type StoredEvent, UnreadableEvent } from '../../events/stream.ts';
import { contentFromStored, type OrderContent } from '../../orders/order/order-content.ts';
import { type OrderSnapshot, snapshotOf } from '../../orders/order/snapshot.ts';
import { loadContent } from '../../orders/store/order-store.ts';

/** A final outcome with the order that it is about, as that was then, and the call that brought it. */
export interface CompleteOutcome {
  order: { id: string; status: OutcomeFinal['order']['status']; content: OrderContent };
  call: OutcomeFinal['call'] & { transcript: string | null };
  shop: OutcomeFinal['shop'];
}

type CompleteData<T extends EventType> = T extends 'call.outcome_final'
  ? CompleteOutcome
  : EventData<T> extends { order: OrderState }
    ? Omit<EventData<T>, 'order'> & { order: OrderSnapshot }
    : EventData<T>;

/** An event as receivers get it: complete, where its item only names the order's content or a call. */
export type CompleteEvent<T extends EventType = EventType> = {
  [Type in T]: DomainEvent<Type, CompleteData<Type>> & Partial<InOrderLog>;
}[T];

/**
 * Fills in what an event names. That never changes, so an event is always rendered the same.
 * @throws UnreadableEvent when it is not there
 */
export async function completeEvent(table: Table, event: StoredEvent): Promise<CompleteEvent> {
  const { orderId } = event;
  const { order } = event.data as { order?: OrderState };
  if (orderId === undefined || order === undefined) return event as CompleteEvent;
  const at = { ...event, orderId };
  if (event.type === 'call.outcome_final') return { ...event, data: await outcomeOf(table, at, event.data) };
  const snapshot = snapshotOf(at, order, await contentOf(table, at));
  return { ...event, data: { ...event.data, order: snapshot } } as CompleteEvent;
}

type OfOrder = Scope & Pick<StoredEvent, 'contentRevision' | 'content'> & { orderId: string };

/** The order's content at that time; it never changes, and is part of each of its events. */
async function contentOf(table: Table, event: OfOrder): Promise<OrderContent> {
  const { orderId, contentRevision, content } = event;
  if (content) return contentFromStored(content);
  if (contentRevision === undefined)
    throw new UnreadableEvent('The event does not name what its order was about');
  return loadContent(table, event, orderId, contentRevision);
}

async function outcomeOf(
  table: Table,
  event: OfOrder,
  { order, call, shop }: OutcomeFinal,
): Promise<CompleteOutcome> {
  const { id, transcript: short } = call;
  const [content, transcript] = await Promise.all([
    contentOf(table, event),
    short === undefined ? loadTranscript(table, event, id) : short,
  ]);
  return { order: { id: event.orderId, status: order.status, content }, call: { ...call, transcript }, shop };
}

async function loadTranscript(table: Table, event: OfOrder, callId: string): Promise<string | null> {
  const call = await loadCall(table, event, event.orderId, callId);
  if (call === undefined) throw new UnreadableEvent('The call whose outcome is final is not there');
  return call.transcript;
}
