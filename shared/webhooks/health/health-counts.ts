import type { Item, Key } from '../../adapters/dynamo/expressions.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Logger } from '../../adapters/logging/logger.ts';
import { type Scope, scopeKey } from '../../base/scope.ts';
import type { AttemptCounter, CountedAttempt, CountingWrite } from '../deliveries/attempt-services.ts';

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
const LATENCY_LIMITS = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800] as const;

const HOUR_MS = 3_600_000;

/** Hours that an endpoint's health is reported for. */
const HEALTH_HOURS = 24;

const KEPT_SECONDS = 3 * 24 * 3600;

const healthPartition = (scope: Scope, endpointId: string): string =>
  `HEALTH#${scopeKey(scope)}#${endpointId}`;

const hourOf = (at: number): string => new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();

const healthKey = (scope: Scope, endpointId: string, hour: string): Key => ({
  pk: healthPartition(scope, endpointId),
  sk: `HOUR#${hour}`,
});

/** An endpoint whose last attempt of this process is so long ago has its next one counted together with its outcome. */
const QUIET_MS = 1000;

/** Endpoints whose last attempt one process knows. */
const MAX_KNOWN = 1000;

export interface HealthCounts {
  /** Does the work that a message asks for, of which it counts the attempt. */
  during<Result>(work: (counter: AttemptCounter) => Promise<Result>): Promise<Result>;
  /** Waits until what was counted is stored. */
  stored(): Promise<void>;
}

/**
 * Counts attempts. What is made at the same time is counted in one write for each endpoint and hour, in no transaction, while
 * the last of the outcomes is stored: a worker that dies loses these counts, and nothing else. An attempt that is alone is
 * counted in a transaction with its outcome: one request less. With more traffic to an endpoint, such transactions would conflict.
 */
export function createHealthCounts(
  { table, log }: { table: Table; log: Pick<Logger, 'warn'> },
  now: () => number = Date.now,
): HealthCounts {
  /** Messages that are worked on and have not counted yet. */
  let open = 0;
  let waiting: CountedAttempt[] = [];
  let storing: Promise<unknown> = Promise.resolve();
  const lastAt = new Map<string, number>();

  /** @returns whether the endpoint was quiet until then */
  const see = ({ tenantId, mode, endpointId }: CountedAttempt): boolean => {
    const key = healthPartition({ tenantId, mode }, endpointId);
    const before = lastAt.get(key);
    lastAt.delete(key);
    lastAt.set(key, now());
    const [oldest = key] = lastAt.keys();
    if (lastAt.size > MAX_KNOWN) lastAt.delete(oldest);
    return before === undefined || now() - before >= QUIET_MS;
  };
  const storeOnceAllCounted = () => {
    if (open > 0 || waiting.length === 0) return;
    storing = Promise.all([storing, storeCounts(table, waiting, log)]);
    waiting = [];
  };

  return {
    async during(work) {
      open++;
      let isOpen = true;
      const close = () => {
        if (isOpen) open--;
        isOpen = false;
        storeOnceAllCounted();
      };
      try {
        return await work({
          alone(attempt) {
            const isQuiet = see(attempt);
            return isQuiet && open === 1 && waiting.length === 0 ? countingWrite(attempt) : undefined;
          },
          count(attempt) {
            waiting.push(attempt);
            close();
          },
        });
      } finally {
        close();
      }
    },
    async stored() {
      await storing;
    },
  };
}

async function storeCounts(
  table: Table,
  attempts: readonly CountedAttempt[],
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const byHour = Map.groupBy(attempts, (attempt) => JSON.stringify(hourKey(attempt)));
  const writes = [...byHour.values()].map(async ([first, ...others]) => {
    const write = first && countingWrite(first, ...others);
    if (write) await table.update(write.update, write.changes);
  });
  for (const result of await Promise.allSettled(writes))
    if (result.status === 'rejected')
      log.warn('Attempts were not counted for the health of their endpoint', { error: result.reason });
}

const hourKey = ({ tenantId, mode, endpointId, at }: CountedAttempt): Key =>
  healthKey({ tenantId, mode }, endpointId, hourOf(at.getTime()));

/** Counts attempts of an endpoint and an hour. */
function countingWrite(first: CountedAttempt, ...others: readonly CountedAttempt[]): CountingWrite {
  const counts: Record<string, number> = {};
  const increase = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  let lastSuccess = 0;
  let last = 0;
  for (const { ok, durationMs, at } of [first, ...others]) {
    increase(ok ? 'succeeded' : 'failed');
    increase(`latency${bucketOf(durationMs)}`);
    last = Math.max(last, at.getTime());
    if (ok) lastSuccess = Math.max(lastSuccess, at.getTime());
  }
  const set = {
    entity: 'webhook-health',
    expiresAt: Math.floor(last / 1000) + KEPT_SECONDS,
    ...(lastSuccess > 0 && { lastSuccessAt: new Date(lastSuccess).toISOString() }),
  };
  return { update: hourKey(first), changes: { add: counts, set } };
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
