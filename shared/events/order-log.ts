import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../adapters/dynamo/expressions.ts';
import { entityFromItem } from '../adapters/dynamo/items/entity.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import {
  EVENT_ENTITY,
  type InOrderLog,
  type OrderEvent,
  orderOfPartition,
  orderPartition,
  type QueueJob,
  timelineKey,
  type UncheckedEvent,
} from './event.ts';

/**
 * An order's log consists of entries: what one decision recorded is one item, because each item of a transaction costs
 * two write units at least. An entry says what its events have in common once, and begins at its first event's number.
 */
export interface EntryContent {
  /** The revision of the order's content that the entry's events speak of. */
  contentRevision: number;
  /** That content, where it is small and new. */
  content?: object | undefined;
}

/** Events of one entry; what is more goes into the next one, so that an event is found by its number. */
const ENTRY_EVENTS = 8;

/** The items of what one decision recorded, in its order. */
export function entriesToItems(
  events: readonly OrderEvent[],
  { contentRevision, content }: EntryContent,
): Item[] {
  const parts = Array.from({ length: Math.ceil(events.length / ENTRY_EVENTS) }, (_, n) =>
    events.slice(n * ENTRY_EVENTS, (n + 1) * ENTRY_EVENTS),
  );
  return parts.flatMap((part, n) => {
    const [first] = part;
    if (first === undefined) return [];
    const { at, sequence, actor } = first;
    const isOneActors = actor !== undefined && part.every((event) => isDeepStrictEqual(event.actor, actor));
    return {
      pk: orderPartition(first, first.orderId),
      sk: timelineKey(sequence),
      entity: EVENT_ENTITY,
      at,
      contentRevision,
      ...(n === 0 && content && { content }),
      ...(isOneActors && { actor }),
      events: part.map(isOneActors ? withoutActor : toStored),
    };
  });
}

const withoutActor = ({ actor: _actor, ...event }: OrderEvent): object => toStored(event as OrderEvent);

/** Fields that the entry holds for all its events are left out of each event, and out of its job's body. */
function toStored({
  tenantId,
  mode,
  orderId,
  sequence: _sequence,
  at: _at,
  job,
  ...own
}: OrderEvent): object {
  if (job === undefined) return own;
  const given = job.body as Record<string, unknown>;
  const isOwn = given.tenantId === tenantId && given.mode === mode && given.orderId === orderId;
  const { tenantId: _tenantId, mode: _mode, orderId: _orderId, ...body } = given;
  return { ...own, job: isOwn ? { ...job, body, ofOrder: true } : job };
}

/** The events that an item of any log holds, as they were recorded, by this release or another. */
export function eventsFromItem(item: Item): (UncheckedEvent & InOrderLog)[] {
  if (!isEntry(item)) return [entityFromItem(item)];
  const { tenantId, mode, orderId } = orderOfPartition(item.pk);
  const first = Number(item.sk.slice(item.sk.indexOf('#') + 1));
  const { at, actor, events } = item;
  return (events as UncheckedEvent[]).map(
    ({ job, ...own }, n) =>
      ({
        ...(actor !== undefined && { actor }),
        ...own,
        ...{ tenantId, mode, orderId, sequence: first + n, at },
        ...(job && { job: jobFrom(job, { tenantId, mode, orderId }) }),
      }) as UncheckedEvent & InOrderLog,
  );
}

/** Whether an item is an entry of an order's log; other logs hold each event on its own. */
export const isEntry = (item: Record<string, unknown>): boolean => Array.isArray(item.events);

function jobFrom({ ofOrder, ...job }: QueueJob & { ofOrder?: boolean }, order: object): QueueJob {
  if (!ofOrder) return job;
  return { ...job, body: { ...order, ...job.body } };
}

/** The revision of the order's content that an item of its log speaks of, and that content where the item holds it. */
export function contentOfItem({ contentRevision, content }: Record<string, unknown>): Partial<EntryContent> {
  return {
    ...(typeof contentRevision === 'number' && { contentRevision }),
    ...(typeof content === 'object' && content !== null && { content }),
  };
}

/** Sequence numbers have eight digits. */
export const LAST_SEQUENCE = 99_999_999;

/** Which events of a log are wanted, by their numbers; all from the first one when they are not given. */
export interface LogRange {
  from?: number;
  to?: number;
  /** How many are wanted: about as many are read at a time. */
  limit?: number;
}

/** The items of a log, an order's or a parcel's, that hold the events of a range, oldest first; the first one may begin before it. */
export function logItems(
  table: Table,
  pk: string,
  { from = 1, to = LAST_SEQUENCE, limit }: LogRange = {},
): AsyncGenerator<Item, void, undefined> {
  const between = [timelineKey(Math.max(1, from - ENTRY_EVENTS + 1)), timelineKey(to)] as const;
  return table.all({ pk, between, ...(limit !== undefined && { limit: limit + ENTRY_EVENTS }) });
}

/** The item of a log that holds the event of that number, if there is one. */
export async function loadLogItem(table: Table, pk: string, sequence: number): Promise<Item | undefined> {
  const between = [timelineKey(Math.max(1, sequence - ENTRY_EVENTS + 1)), timelineKey(sequence)] as const;
  const { items } = await table.query({ pk, between, newestFirst: true, limit: 1 });
  return items[0];
}
