import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { isObject } from '../../base/objects.ts';
import { carries } from './carries.ts';
import type { Message } from './queues.ts';
import { longestDelay, type Speed } from './wait.ts';

const Since = z.iso.datetime();

/**
 * A piece of work that this release does not know yet: a record of the table's stream, whole, or a message and the queue that it
 * belongs to. `since` is when a release first failed to understand it.
 */
const LaterMessage = z.union([
  z.object({ record: z.custom<DynamoDBRecord>(isObject), since: Since }),
  z.object({
    queue: z.string(),
    body: z.custom<object>(isObject),
    group: z.string().exactOptional(),
    since: Since,
  }),
]);

export type LaterMessage = z.output<typeof LaterMessage>;

export const laterMessages = carries('later', LaterMessage);

/** The message for the queue `later`, which hands it back after a quarter of an hour. SQS keeps each anew for 14 days. */
export const laterMessage = (body: LaterMessage, speed: Speed): Message => ({
  body,
  delaySeconds: longestDelay(speed),
});
