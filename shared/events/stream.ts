import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { fromImage, type Image } from '../adapters/dynamo/attributes.ts';
import { isWorkQueue } from '../adapters/queues/queues.ts';
import { catalogue, type EventType, isEventType } from './catalogue.ts';
import { EVENT_ENTITY, type EventOf, type InOrderLog } from './event.ts';
import { versions } from './versions.ts';

/** Any event as the stream brings it; an order's or a delivery's is numbered, and only an order's is counted. */
export type StoredEvent<Type extends EventType = EventType> = EventOf<Type> &
  Partial<InOrderLog & { deliveryId: string }>;

/** A record of the stream that no number of tries will make sense of. */
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

const Instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be an instant');

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

/**
 * The event that a record of the table's stream brings; undefined when it is about another kind of item.
 * @throws UnreadableEvent, NewerEvent
 */
export function readEvent(record: DynamoDBRecord): StoredEvent | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT') return undefined;
  if (image === undefined) throw new UnreadableEvent('The record has no image');
  const item = toItem(image);
  return item.entity === EVENT_ENTITY ? parseEvent(item) : undefined;
}

/** The event that an item holds. @throws UnreadableEvent, NewerEvent */
export function parseEvent(item: Record<string, unknown>): StoredEvent {
  const envelope = parse(Envelope, item, 'The event');
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
