import type { WorkQueueName } from '../adapters/queues/queues.ts';
import type { Actor } from '../base/actor.ts';
import { type Mode, type Scope, scopeKey } from '../base/scope.ts';
import type { DeliveryEventType, EventData, EventType, OrderEventType } from './catalogue.ts';
import type { StatisticsChange } from './statistics-change.ts';

/**
 * Something that happened. Stored in the transaction that made it happen, it is the outbox record for webhooks and jobs:
 * the relay reads every new one from the table's stream. It never changes.
 */
export interface DomainEvent<Type extends string = EventType, Data = unknown> {
  id: string;
  type: Type;
  /** Of its data; 1 where it is missing. */
  version?: number;
  tenantId: string;
  mode: Mode;
  /** ISO 8601, UTC. */
  at: string;
  /** Who caused it; the system when it is absent. */
  actor?: Actor;
  /** All that consumers need, or references to what is immutable: a repeat has the same result. */
  data: Data;
  /** Work that the event asks for; the relay sends it to its queue. */
  job?: QueueJob;
}

/** An event of one of these types, with its data: `EventOf<'order.created'>`. */
export type EventOf<T extends EventType> = { [Type in T]: DomainEvent<Type, EventData<Type>> }[T];

/** An event's place in the order's log. */
export interface InOrderLog {
  orderId: string;
  /** 1 for the order's first event, without gaps: DynamoDB Streams keep order for one item only. */
  sequence: number;
  /** What the change that the event reports adds to the statistics; the relay counts it once. */
  statistics?: readonly StatisticsChange[];
}

/** Something that happened to an order: a line on its timeline and the input of the statistics too. */
export type OrderEvent<T extends OrderEventType = OrderEventType> = EventOf<T> & InOrderLog;

/** A delivery event's place in the delivery's log. */
export interface InDeliveryLog {
  deliveryId: string;
  /** 1 for the delivery's first event, without gaps. */
  sequence: number;
}

/** Something that happened to a delivery: a line on its timeline. */
export type DeliveryEvent = EventOf<DeliveryEventType> & InDeliveryLog;

/** An event as its log has it: nothing about its type or data is checked yet. */
export type UncheckedEvent = DomainEvent<string, object>;

/** The queue message that an event causes. */
export interface QueueJob {
  queue: WorkQueueName;
  body: object;
  /** ISO 8601, at most an hour ahead; longer waits are due items. The message's body carries it too. */
  notBefore?: string;
  /** The group of the message in the queue, by default the tenant: groups take turns. */
  group?: string;
}

/** What the stream's filter passes on to the relay: `NewImage.entity = event`. */
export const EVENT_ENTITY = 'event';

const ORDER = 'ORDER#';

/** The partition that holds an order, its calls and its timeline. */
export function orderPartition(scope: Scope, orderId: string): string {
  return `${ORDER}${scopeKey(scope)}#${orderId}`;
}

/** The order whose partition that is. */
export function orderOfPartition(pk: string): Scope & { orderId: string } {
  const [tenantId = '', mode, orderId = ''] = pk.slice(ORDER.length).split('#');
  return { tenantId, mode: mode as Mode, orderId };
}

export const TIMELINE_PREFIX = 'TIMELINE#';

/** The sort key of the event with that sequence number, in the partition of its order or parcel. */
export const timelineKey = (sequence: number): string =>
  `${TIMELINE_PREFIX}${String(sequence).padStart(8, '0')}`;
