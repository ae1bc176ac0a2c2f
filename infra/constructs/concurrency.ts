import type { WorkerName } from './worker.ts';

/** Shards that a table's stream starts with; each is read by the same number of functions at once. */
export const STREAM_SHARDS = 4;
/** The most that Lambda takes. */
const MAX_RELAYS_PER_SHARD = 10;

/** Shares of the functions that are left to the queues: work that people wait for gets more. */
const SHARES: Readonly<Partial<Record<WorkerName, number>>> = {
  'deliver-webhook': 0.5,
  'dial-call': 0.25,
  'make-bookings': 0.1,
};
const OTHERS = 0.03;

/** The lowest maximum concurrency that Lambda accepts for an event source. */
const MIN_CONCURRENCY = 2;

/**
 * How many functions may process a worker's queue concurrently, so that all queues and the stream together leave half of the
 * account's functions to the API, however much waits in them.
 * @param accountConcurrency functions that the account runs at once; below about 100 the least that Lambda takes for a
 * queue is more than its share
 */
export function mostAtOnce(worker: WorkerName, accountConcurrency: number): number {
  const forQueues = accountConcurrency / 2 - STREAM_SHARDS * relaysPerShard(accountConcurrency);
  return Math.max(MIN_CONCURRENCY, Math.min(1000, Math.floor(forQueues * (SHARES[worker] ?? OTHERS))));
}

/** How many functions may relay the events of one shard of the table's stream concurrently: together a tenth of all. */
export const relaysPerShard = (accountConcurrency: number): number =>
  Math.max(1, Math.min(MAX_RELAYS_PER_SHARD, Math.floor(accountConcurrency / 10 / STREAM_SHARDS)));
