import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Item } from '../dynamo/expressions.ts';
import { Instant } from '../queues/carries.ts';
import type { WorkQueueName } from '../queues/queues.ts';

/** The queues that the sweep sends to. */
export const dueQueues = ['calls', 'webhooks'] as const satisfies WorkQueueName[];

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const StoredDue = z.object({
  /** Unique for the work: writing the same one again replaces it. */
  id: z.string(),
  /** UTC. */
  dueAt: Instant,
  queue: z.string(),
  body: z.custom<object>(isObject),
  /** Whose turn in the queue the message takes. */
  group: z.string().exactOptional(),
});

/** Work for a queue that lies more than an hour ahead; the sweep sends it when its time comes. */
export type DueItem = Required<z.output<typeof StoredDue>> & { queue: (typeof dueQueues)[number] };

/** Due work as it is found, which a newer release may have written. */
export type StoredDue = Required<z.output<typeof StoredDue>>;

/** Due items spread over this many partitions, so that no single one takes all writes. */
export const DUE_SHARDS = 8;

export const duePartition = (shard: number): string => `DUE#${shard}`;

export function dueToItem(due: DueItem): Item {
  const shard = createHash('sha256').update(due.id).digest().readUInt8(0) % DUE_SHARDS;
  return { pk: duePartition(shard), sk: `${due.dueAt}#${due.id}`, entity: 'due', ...due };
}

/** @throws Error when it is none */
export function dueFromItem(item: Item): StoredDue {
  const due = StoredDue.parse(item);
  return { ...due, group: due.group ?? due.id };
}
