import type { Clock } from '../../base/clock.ts';
import { inParallel } from '../../base/in-parallel.ts';
import type { Item } from '../dynamo/expressions.ts';
import type { Table } from '../dynamo/table.ts';
import type { Logger } from '../logging/logger.ts';
import { recordMetric } from '../logging/metrics.ts';
import type { QueueName, Queues } from '../queues/queues.ts';
import { DUE_SHARDS, dueFromItem, duePartition } from './due.ts';

/** Due items read, sent and deleted in one go. */
const PAGE = 50;

/** Time to finish what is under way: no page is begun with less than that left. */
const RESERVE_MS = 5_000;

export interface SweepServices {
  table: Table;
  queues: Queues;
  clock: Clock;
  log: Logger;
  /** Milliseconds that the invocation has left. */
  remaining: () => number;
}

/**
 * Sends everything that is due to its queue, and only then deletes it: a sweep that dies in between leaves it to the
 * next one, and sweeps at the same time send it twice, which its consumers stand. A sweep that did all its shards records
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
  /** How long what waited longest was due. */
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
    // `$` follows `#`: everything of this very instant is due too.
    const until = `${clock().toISOString()}$`;
    // Always the first page: what was sent is deleted.
    const page = await table.query({ pk: duePartition(shard), between: ['0', until], limit: PAGE });
    const [first] = page.items.map(dueFromItem);
    if (first) lagMs = Math.max(lagMs, clock().getTime() - new Date(first.dueAt).getTime());
    await forward(services, page.items);
    sent += page.items.length;
    if (page.items.length < PAGE) return { sent, lagMs };
  }
}

async function forward({ table, queues }: SweepServices, items: readonly Item[]): Promise<void> {
  const due = items.map(dueFromItem);
  const byQueue = Map.groupBy(due, ({ queue }): QueueName => queue);
  for (const [queue, work] of byQueue)
    await queues.send(
      queue,
      work.map(({ body, group }) => ({ body, group })),
    );
  const deleted = await inParallel(items, 10, ({ pk, sk }) => table.delete({ pk, sk }));
  for (const result of deleted) if (result.status === 'rejected') throw result.reason;
}
