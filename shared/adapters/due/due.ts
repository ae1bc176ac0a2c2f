import { createHash } from 'node:crypto';
import type { Item } from '../dynamo/expressions.ts';
import type { QueueName } from '../queues/queues.ts';

/** Work for a queue that lies more than an hour ahead; the sweep sends it when its time comes. */
export interface DueItem {
  /** Unique for the work: writing the same one again replaces it. */
  id: string;
  /** ISO 8601, UTC. */
  dueAt: string;
  queue: QueueName;
  body: object;
  /** Whose turn in the queue the message takes. */
  group: string;
}

/** Due items spread over this many partitions, so that no single one takes all writes. */
export const DUE_SHARDS = 8;

export const duePartition = (shard: number): string => `DUE#${shard}`;

export function dueToItem(due: DueItem): Item {
  const shard = createHash('sha256').update(due.id).digest().readUInt8(0) % DUE_SHARDS;
  return { pk: duePartition(shard), sk: `${due.dueAt}#${due.id}`, entity: 'due', ...due };
}

export function dueFromItem(item: Item): DueItem {
  return {
    id: String(item.id),
    dueAt: String(item.dueAt),
    queue: item.queue as QueueName,
    body: item.body as object,
    group: String(item.group ?? item.id),
  };
}
