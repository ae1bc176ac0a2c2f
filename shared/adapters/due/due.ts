import { createHash } from 'node:crypto';
import * as z from 'zod';
import { inParallel } from '../../base/async/in-parallel.ts';
import type { Clock } from '../../base/clock.ts';
import { isObject } from '../../base/objects.ts';
import type { Item } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import type { Logger } from '../logging/logger.ts';
import { recordMetric } from '../logging/metrics.ts';
import { Instant } from '../queues/carries.ts';
import { laterMessage } from '../queues/later.ts';
import { parkedMessage } from '../queues/parked.ts';
import type { Outgoing, Queues, WorkQueueName } from '../queues/queues.ts';
import type { Speed } from '../queues/wait.ts';

/** The queues that the sweep sends to. */
const dueQueues = ['calls', 'webhooks'] as const satisfies WorkQueueName[];

const StoredDue = z.object({
  /** Identifies the work: an item with the same id replaces the earlier one. */
  id: z.string(),
  /** UTC. */
  dueAt: Instant,
  queue: z.string(),
  body: z.custom<object>(isObject),
  /** The message group, for fair queues. */
  group: z.string().exactOptional(),
});

/** Work for a queue that is due in more than an hour; the sweep sends it when its time comes. */
export type DueItem = Required<z.output<typeof StoredDue>> & { queue: (typeof dueQueues)[number] };

/** A stored due item, which a newer release may have written. */
export type StoredDue = Required<z.output<typeof StoredDue>>;

/** Number of partitions that due items are spread over, so that none gets all the writes. */
export const DUE_SHARDS = 8;

export const duePartition = (shard: number): string => `DUE#${shard}`;

export function dueToItem(due: DueItem): Item {
  const shard = createHash('sha256').update(due.id).digest().readUInt8(0) % DUE_SHARDS;
  return { pk: duePartition(shard), sk: `${due.dueAt}#${due.id}`, entity: 'due', ...due };
}

/** @throws Error when it is not one */
export function dueFromItem(item: Item): StoredDue {
  const due = StoredDue.parse(item);
  return { ...due, group: due.group ?? due.id };
}

/** Due items that are read, sent and deleted together. */
const PAGE = 50;

/** Time to finish a page: none is started with less time left. */
const RESERVE_MS = 5_000;

export interface SweepServices {
  table: Table;
  queues: Queues;
  clock: Clock;
  speed: Speed;
  log: Logger;
  /** Milliseconds that the invocation has left. */
  remaining: () => number;
}

/**
 * Sends everything that is due to its queue, and only then deletes it: a sweep that dies in between leaves it to the
 * next one, and concurrent sweeps send it twice, which its consumers tolerate. A sweep that did all its shards records
 * how late it was; the alarm notices when none does.
 *
 * @returns how many it sent
 * @throws AggregateError when a shard could not be swept; the others were
 */
export async function sweepDue(services: SweepServices): Promise<number> {
  const shards = Array.from({ length: DUE_SHARDS }, (_, shard) => shard);
  const results = await inParallel(shards, DUE_SHARDS, (shard) => sweepShard(services, shard));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shards could not be swept`);
  const swept = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const lagMs = Math.max(0, ...swept.map((shard) => shard.lagMs));
  recordMetric({ name: 'DueLag', value: Math.round(lagMs / 1000), unit: 'Seconds' });
  return swept.reduce((sum, { sent }) => sum + sent, 0);
}

interface Swept {
  sent: number;
  /** How long the oldest item was overdue. */
  lagMs: number;
}

async function sweepShard(services: SweepServices, shard: number): Promise<Swept> {
  const { table, clock, log, remaining } = services;
  let sent = 0;
  let lagMs = 0;
  while (true) {
    if (remaining() < RESERVE_MS) {
      log.warn('A sweep ran out of time; the next one continues', { count: sent });
      return { sent, lagMs };
    }
    // `$` sorts after `#`, so that items due at this very instant are included.
    const until = `${clock().toISOString()}$`;
    // Always the first page, because what was sent has been deleted.
    const page = await table.query({ pk: duePartition(shard), between: ['0', until], limit: PAGE });
    const [first] = page.items;
    // The sort key begins with the time at which it was due.
    const dueAt = first && new Date(String(first.sk).split('#')[0] ?? '').getTime();
    if (dueAt) lagMs = Math.max(lagMs, clock().getTime() - dueAt);
    await forward(services, page.items);
    sent += page.items.length;
    if (page.items.length < PAGE) return { sent, lagMs };
  }
}

async function forward(services: SweepServices, items: readonly Item[]): Promise<void> {
  const { table, queues } = services;
  const byQueue = Map.groupBy(
    items.map((item) => outgoingOf(services, item)),
    ({ queue }) => queue,
  );
  for (const [queue, work] of byQueue)
    await queues.send(
      queue,
      work.map(({ message }) => message),
    );
  const deleted = await inParallel(items, 10, ({ pk, sk }) => table.delete({ pk, sk }));
  for (const result of deleted) if (result.status === 'rejected') throw result.reason;
}

/** Where due work goes: to its queue, to `later` until a release knows that queue, or to `parked` for people. */
function outgoingOf({ clock, speed, log }: SweepServices, item: Item): Outgoing {
  try {
    const { queue, body, group } = dueFromItem(item);
    const known = dueQueues.find((name) => name === queue);
    if (known) return { queue: known, message: { body, group } };
    const since = clock().toISOString();
    return { queue: 'later', message: laterMessage({ queue, body, group, since }, speed) };
  } catch (error) {
    log.error('Due work could not be read and was parked', { error });
    return { queue: 'parked', message: parkedMessage({ due: item }, error) };
  }
}
