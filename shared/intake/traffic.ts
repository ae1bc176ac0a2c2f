import {
  type ConflictPolicy,
  type Decision,
  decideAndStore,
  type SingleWrite,
} from '../adapters/dynamo/decide-and-store.ts';
import { absent, type Item, type Key, versionIs } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';

/** Requests that a tenant's hooks take in any second, all together, unless its `limits` say otherwise. */
export const REQUESTS_PER_SECOND = 10;

const SECOND_MS = 1000;

/** A client that keeps sending for this long after being refused is banned … */
const BAN_AFTER_MS = 5000;

/** … for this long. Requests in the meantime change nothing. */
const BAN_MS = 60_000;

/** After this long without a refusal the client has calmed down. More than a second: a burst in each second is insisting. */
const CALM_MS = 1500;

/** Requests that are refused more often than this within a run of refusals are not noted again. */
const NOTED_EVERY_MS = 200;

/** The recent requests of a tenant's hooks; instants are epoch milliseconds. */
export interface Traffic {
  /** The latest requests that were admitted, oldest first: as many as one second takes. */
  taken: readonly number[];
  /** When the current run of refusals began. */
  refusedSince?: number;
  /** Its latest one that was noted. */
  refusedAt?: number;
  bannedUntil?: number;
}

export interface RateVerdict {
  admitted: boolean;
  /** How long to wait, when it is not admitted. */
  waitMs: number;
  /** The new state; the same object when nothing changes. */
  traffic: Traffic;
}

export const NO_TRAFFIC: Traffic = { taken: [] };

/**
 * Whether one more request is admitted: exactly `limit` are in any second, wherever it begins. A client that sends more
 * must wait, and is banned for a minute when it keeps sending too much for five seconds.
 */
export function admitRequest(
  traffic: Traffic,
  now: number,
  limit: number = REQUESTS_PER_SECOND,
): RateVerdict {
  const { taken, bannedUntil = 0, refusedSince, refusedAt = 0 } = traffic;
  if (now < bannedUntil) return { admitted: false, waitMs: bannedUntil - now, traffic };

  const runs = refusedSince !== undefined && now - refusedAt < CALM_MS;
  const free = (taken.at(-limit) ?? Number.NEGATIVE_INFINITY) + SECOND_MS;
  if (now >= free) {
    const run = runs ? { refusedSince, refusedAt } : {};
    return { admitted: true, waitMs: 0, traffic: { taken: [...taken, now].slice(-limit), ...run } };
  }

  if (!runs) return refuse({ taken, refusedSince: now, refusedAt: now }, free - now);
  if (now - refusedSince >= BAN_AFTER_MS) return refuse({ taken, bannedUntil: now + BAN_MS }, BAN_MS);
  const isNoted = now - refusedAt < NOTED_EVERY_MS;
  return refuse(isNoted ? traffic : { taken, refusedSince, refusedAt: now }, free - now);
}

const refuse = (traffic: Traffic, waitMs: number): RateVerdict => ({ admitted: false, waitMs, traffic });

/** Beside the tenant: over all of its hooks of one mode, so that tests never keep a live order out. */
export const trafficKey = ({ tenantId, mode }: Scope): Key => ({
  pk: `TENANT#${tenantId}`,
  sk: `INTAKE_TRAFFIC#${mode}`,
});

/** Losing a race means that another request was admitted: after `limit` losses there is no room left. */
const conflicts: ConflictPolicy = { attempts: 100, exhausted: (refusal) => refusal };

/**
 * Counts a request to one of a tenant's hooks, exactly, also under concurrency.
 * @param seen the item of `trafficKey` as it was read; the write is conditional on it
 * @throws Problem rate_limited with the seconds to wait
 */
export async function countIntake(
  table: Table,
  scope: Scope,
  seen: Item | undefined,
  now: Date,
  limit: number | undefined,
): Promise<void> {
  const { admitted, waitMs } = await decideAndStore(
    { table, clock: () => now },
    {
      load: (refusal) => (refusal ? refusal.failed(TRAFFIC)?.item : seen),
      decide(item): Decision<RateVerdict> {
        const before = item === undefined ? NO_TRAFFIC : trafficFromItem(item);
        const answer = admitRequest(before, now.getTime(), limit);
        if (answer.traffic === before) return { answer };
        return { answer: () => answer, write: trafficWrite(scope, answer.traffic, item) };
      },
      conflicts,
    },
  );
  if (!admitted)
    throw new Problem('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

const TRAFFIC = 'traffic';

function trafficWrite(scope: Scope, traffic: Traffic, item: Item | undefined): SingleWrite {
  const version = Number(item?.version ?? 0);
  return {
    put: { ...trafficKey(scope), entity: 'intake-traffic', ...traffic, version: version + 1 },
    if: item === undefined ? absent : versionIs(version),
    name: TRAFFIC,
  };
}

function trafficFromItem({ taken, refusedSince, refusedAt, bannedUntil }: Item): Traffic {
  return {
    taken: Array.isArray(taken) ? taken.map(Number) : [],
    ...(refusedSince !== undefined && { refusedSince: Number(refusedSince) }),
    ...(refusedAt !== undefined && { refusedAt: Number(refusedAt) }),
    ...(bannedUntil !== undefined && { bannedUntil: Number(bannedUntil) }),
  };
}
