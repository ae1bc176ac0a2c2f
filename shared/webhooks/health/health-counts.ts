import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { CountedAttempt } from '../deliveries/attempt-services.ts';

/** Attempts of one hour. Times are kept as how many took up to so many milliseconds. */
export interface HourOfHealth {
  /** The hour's first instant; ISO 8601, UTC. */
  from: string;
  succeeded: number;
  failed: number;
  /** By `LATENCY_LIMITS`, and one more beyond the last. */
  latencies: number[];
  /** ISO 8601, UTC; null without one. */
  lastSuccessAt: string | null;
}

/** Milliseconds; each limit belongs to the bucket below it. */
export const LATENCY_LIMITS = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800] as const;

const HOUR_MS = 3_600_000;

/** Hours that an endpoint's health is told of. */
export const HEALTH_HOURS = 24;

const KEPT_SECONDS = 3 * 24 * 3600;

const healthPartition = (scope: Scope, endpointId: string): string =>
  `HEALTH#${scopeKey(scope)}#${endpointId}`;

const hourOf = (at: number): string => new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();

const healthKey = (scope: Scope, endpointId: string, hour: string): Key => ({
  pk: healthPartition(scope, endpointId),
  sk: `HOUR#${hour}`,
});

/**
 * Counts attempts in memory until they are stored: one write for each endpoint and hour of a batch, in no transaction. A
 * worker that dies loses the counts of its batch, and nothing else.
 */
export function createHealthCounts(): {
  count(attempt: CountedAttempt): void;
  store(table: Table, log: Pick<Logger, 'warn'>): Promise<void>;
} {
  let waiting: CountedAttempt[] = [];
  return {
    count(attempt) {
      waiting.push(attempt);
    },
    async store(table, log) {
      const attempts = waiting;
      waiting = [];
      const byHour = Map.groupBy(attempts, ({ tenantId, mode, endpointId, at }) =>
        JSON.stringify(healthKey({ tenantId, mode }, endpointId, hourOf(at.getTime()))),
      );
      const writes = [...byHour].map(([key, counted]) => add(table, JSON.parse(key) as Key, counted));
      for (const result of await Promise.allSettled(writes))
        if (result.status === 'rejected')
          log.warn('Attempts were not counted for the health of their endpoint', { error: result.reason });
    },
  };
}

async function add(table: Table, key: Key, attempts: readonly CountedAttempt[]): Promise<void> {
  const counts: Record<string, number> = {};
  const increase = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let lastSuccess = 0;
  let last = 0;
  for (const { ok, durationMs, at } of attempts) {
    increase(ok ? 'succeeded' : 'failed');
    increase(`latency${bucketOf(durationMs)}`);
    last = Math.max(last, at.getTime());
    if (ok) lastSuccess = Math.max(lastSuccess, at.getTime());
  }
  await table.update(key, {
    add: counts,
    set: {
      entity: 'webhook-health',
      expiresAt: Math.floor(last / 1000) + KEPT_SECONDS,
      ...(lastSuccess > 0 && { lastSuccessAt: new Date(lastSuccess).toISOString() }),
    },
  });
}

function bucketOf(durationMs: number): number {
  const bucket = LATENCY_LIMITS.findIndex((limit) => durationMs <= limit);
  return bucket === -1 ? LATENCY_LIMITS.length : bucket;
}

/** The hours of the last day, oldest first, also those without attempts: one query of 24 small items. */
export async function loadHealth(
  table: Table,
  scope: Scope,
  endpointId: string,
  now: Date,
): Promise<HourOfHealth[]> {
  const hours = Array.from({ length: HEALTH_HOURS }, (_, n) =>
    hourOf(now.getTime() - (HEALTH_HOURS - 1 - n) * HOUR_MS),
  );
  const between = [`HOUR#${hours[0]}`, `HOUR#${hours.at(-1)}`] as const;
  const { items } = await table.query({ pk: healthPartition(scope, endpointId), between });
  return hours.map((from) =>
    hourFrom(
      items.find(({ sk }) => sk === `HOUR#${from}`),
      from,
    ),
  );
}

const hourFrom = (item: Item | undefined, from: string): HourOfHealth => ({
  from,
  succeeded: Number(item?.succeeded ?? 0),
  failed: Number(item?.failed ?? 0),
  latencies: Array.from({ length: LATENCY_LIMITS.length + 1 }, (_, n) => Number(item?.[`latency${n}`] ?? 0)),
  lastSuccessAt: typeof item?.lastSuccessAt === 'string' ? item.lastSuccessAt : null,
});

/** Milliseconds that 95 % of the attempts took at most, by the limits; null without attempts. */
export function percentile95(hours: readonly Pick<HourOfHealth, 'latencies'>[]): number | null {
  const sums = Array.from({ length: LATENCY_LIMITS.length + 1 }, (_, n) =>
    hours.reduce((sum, { latencies }) => sum + (latencies[n] ?? 0), 0),
  );
  const total = sums.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let below = 0;
  const bucket = sums.findIndex((count) => {
    below += count;
    return below >= total * 0.95;
  });
  return LATENCY_LIMITS[bucket] ?? 15_000;
}
