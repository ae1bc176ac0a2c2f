import type { DynamoDBRecord } from 'aws-lambda';
import { fromImage, type Image } from '../adapters/dynamo/attributes.ts';
import type { QueueName } from '../adapters/queues/queues.ts';
import type { DomainEvent, Job, OrderEvent } from './event.ts';
import { EVENT_ENTITY } from './event.ts';

/** Any event as the stream brings it; an order's or a parcel's is numbered, and only an order's is counted. */
export type StoredEvent = DomainEvent &
  Partial<Pick<OrderEvent, 'orderId' | 'sequence' | 'statistics'> & { deliveryId: string }>;

/** A record of the stream that no number of tries will make sense of. */
export class UnreadableEvent extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableEvent';
  }
}

/**
 * The event that a record of the table's stream brings; undefined when it is about another kind of item.
 * @throws UnreadableEvent
 */
export function readEvent(record: DynamoDBRecord): StoredEvent | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT') return undefined;
  if (image === undefined) throw new UnreadableEvent('The record has no image');
  const item = toItem(image);
  if (item.entity !== EVENT_ENTITY) return undefined;
  for (const name of ['id', 'type', 'tenantId', 'at'])
    if (typeof item[name] !== 'string') throw new UnreadableEvent(`The event has no ${name}`);
  if (item.mode !== 'live' && item.mode !== 'test') throw new UnreadableEvent('The event has no mode');
  if (Number.isNaN(Date.parse(String(item.at)))) throw new UnreadableEvent('The event has no time');
  if (!isObject(item.data)) throw new UnreadableEvent('The event has no data');
  if (item.job !== undefined && !isJob(item.job)) throw new UnreadableEvent('The event asks for no job');
  if (item.statistics !== undefined && !isStatistics(item.statistics))
    throw new UnreadableEvent('The event changes no statistics');
  const { pk: _pk, sk: _sk, entity: _entity, ...event } = item;
  return event as unknown as StoredEvent;
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

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jobQueues: readonly unknown[] = [
  'calls',
  'webhooks',
  'recoveries',
  'exports',
  'bookings',
] satisfies QueueName[];

function isJob(value: unknown): value is Job {
  if (!isObject(value)) return false;
  const { queue, body, notBefore, group } = value;
  return (
    jobQueues.includes(queue) &&
    isObject(body) &&
    (notBefore === undefined || (typeof notBefore === 'string' && !Number.isNaN(Date.parse(notBefore)))) &&
    (group === undefined || typeof group === 'string')
  );
}

/** One event that cannot be counted must not hold up the others of its day. */
function isStatistics(value: unknown): boolean {
  return Array.isArray(value) && value.every((change) => isObject(change) && isStatisticsChange(change));
}

function isStatisticsChange({ day, currency, orders, revenue }: Record<string, unknown>): boolean {
  return (
    typeof day === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    typeof currency === 'string' &&
    /^[A-Z]{3}$/.test(currency) &&
    Number.isInteger(orders) &&
    typeof revenue === 'string' &&
    /^-?\d{1,13}(\.\d{1,20})?$/.test(revenue)
  );
}
