import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { fromImage, type Image } from '../adapters/dynamo/sdk/attributes.ts';
import { Instant } from '../adapters/queues/carries.ts';
import { isWorkQueue } from '../adapters/queues/queues.ts';
import { catalogue, type EventType, isEventType } from './catalogue.ts';
import { EVENT_ENTITY, type EventOf, type InOrderLog } from './event.ts';
import { contentOfItem, type EntryContent, eventsFromItem, isEntry } from './order-log.ts';
import { versions } from './versions.ts';

/** Any event as read from the stream; an order's or a delivery's is numbered, and only an order's is counted. */
export type StoredEvent<Type extends EventType = EventType> = EventOf<Type> &
  Partial<InOrderLog & EntryContent & { deliveryId: string }>;

/** The events of an item that this release can read, and why it cannot read another of them. */
export interface ReadEvents {
  events: StoredEvent[];
  failure?: UnreadableEvent | NewerEvent;
}

/** A record of the stream that can never be parsed. */
export class UnreadableEvent extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableEvent';
  }
}

/** An event that a newer release wrote: this one does not know its type, its version or the queue of its job. */
export class NewerEvent extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NewerEvent';
  }
}

const Envelope = z.object({
  id: z.string(),
  type: z.string(),
  version: z.int().min(1).exactOptional(),
  tenantId: z.string(),
  mode: z.enum(['live', 'test']),
  at: Instant,
  data: z.record(z.string(), z.unknown()),
  job: z
    .object({
      queue: z.string(),
      body: z.record(z.string(), z.unknown()),
      notBefore: Instant.exactOptional(),
      group: z.string().exactOptional(),
    })
    .exactOptional(),
  // One event that cannot be counted must not hold up the others of its day.
  statistics: z
    .array(
      z.object({
        day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        currency: z.string().regex(/^[A-Z]{3}$/),
        orders: z.int(),
        revenue: z.string().regex(/^-?\d{1,13}(\.\d{1,20})?$/),
      }),
    )
    .exactOptional(),
  orderId: z.string().exactOptional(),
  deliveryId: z.string().exactOptional(),
  sequence: z.int().min(1).exactOptional(),
});

/** The events that a record of the table's stream brings; none when it is about another kind of item. */
export function readEvents(record: DynamoDBRecord): ReadEvents {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT') return { events: [] };
  try {
    if (image === undefined) throw new UnreadableEvent('The record has no image');
    const item = toItem(image);
    return item.entity === EVENT_ENTITY ? parseEvents(item) : { events: [] };
  } catch (error) {
    if (error instanceof UnreadableEvent) return { events: [], failure: error };
    throw error;
  }
}

/** The events that an item of a log holds; one that this release cannot read does not hold up the others. */
export function parseEvents(item: Record<string, unknown>): ReadEvents {
  const read: ReadEvents = { events: [] };
  for (const event of storedIn(item))
    try {
      read.events.push({ ...parseEvent(event), ...contentOfItem(item) });
    } catch (error) {
      if (!(error instanceof UnreadableEvent || error instanceof NewerEvent)) throw error;
      read.failure ??= error;
    }
  return read;
}

/** @throws UnreadableEvent */
function storedIn(item: Record<string, unknown>): readonly object[] {
  if (!isEntry(item)) return [item];
  const { pk, sk } = parse(EntryKey, item, 'The entry');
  return eventsFromItem({ ...item, pk, sk });
}

const EntryKey = z.object({
  pk: z.string().regex(/^ORDER#[^#]+#(live|test)#[^#]+$/),
  sk: z.string().regex(/^TIMELINE#\d{8}$/),
});

/** @throws UnreadableEvent, NewerEvent */
function parseEvent(stored: object): StoredEvent {
  const envelope = parse(Envelope, stored, 'The event');
  const { type, version = 1, job } = envelope;
  if (!isEventType(type)) throw new NewerEvent(`No event of this release is a ${type}`);
  if (version > (versions[type] ?? 1)) throw new NewerEvent(`Version ${version} of ${type} is not known yet`);
  if (job && !isWorkQueue(job.queue)) throw new NewerEvent(`No queue is called ${job.queue} yet`);
  const data = parse(catalogue[type], envelope.data, `The data of ${type}`);
  return { ...envelope, data } as StoredEvent;
}

/** @throws UnreadableEvent naming the fields, never their values */
function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const fields = error.issues.slice(0, 5).map(({ path }) => path.join('.'));
  throw new UnreadableEvent(`${what} is not as it should be: ${fields.join(', ')}`);
}

function toItem(
  image: NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>,
): Record<string, unknown> {
  try {
    return fromImage(image as Image);
  } catch (cause) {
    throw new UnreadableEvent('The image is no item', { cause });
  }
}
