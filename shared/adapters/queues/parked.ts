import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { isObject } from '../../base/objects.ts';
import type { Item } from '../dynamo/expressions.ts';
import { describeError } from '../logging/describe-error.ts';
import type { Message } from './queues.ts';

const Reason = z.string();

/**
 * An entry of the queue `parked`, for people to look at: a record of the table's stream, a message and the queue that it
 * belongs to, or a piece of due work as it stood in the table, each whole, and why it could not be processed.
 */
export const ParkedMessage = z.union([
  z.object({ record: z.custom<DynamoDBRecord>(isObject), reason: Reason }),
  z.object({
    queue: z.string(),
    body: z.custom<object>(isObject),
    group: z.string().exactOptional(),
    reason: Reason,
  }),
  z.object({ due: z.custom<Item>(isObject), reason: Reason }),
]);

type Parked = { record: DynamoDBRecord } | { queue: string; body: object; group?: string } | { due: Item };

/** @param failure the error that was thrown; its text is stored without personal data and secrets */
export function parkedMessage(parked: Parked, failure: unknown): Message {
  const { name, message } = describeError(failure);
  return { body: { ...parked, reason: `${name}: ${message}` } };
}
