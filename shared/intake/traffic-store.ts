import {
  type Decision,
  decideAndStore,
  type LoneWrite,
  type Patience,
} from '../adapters/dynamo/decide-and-store.ts';
import { absent, type Item, type Key, versionIs } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import { admitRequest, NO_TRAFFIC, type RateVerdict, type Traffic } from './throttle.ts';

/** Beside the tenant: over all of its hooks of one mode, so that tests never keep a live order out. */
export const trafficKey = ({ tenantId, mode }: Scope): Key => ({
  pk: `TENANT#${tenantId}`,
  sk: `INTAKE_TRAFFIC#${mode}`,
});

/** Each race that is lost admits another request, so that after `limit` of them there is no room left. */
const patience: Patience = { attempts: 100, exhausted: (refusal) => refusal };

/**
 * Counts a request to one of a tenant's hooks, exactly, however many come at once.
 * @param seen the item of `trafficKey` as it was read; a write tells when it has changed since
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
      patience,
    },
  );
  if (!admitted)
    throw new Problem('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

const TRAFFIC = 'traffic';

function trafficWrite(scope: Scope, traffic: Traffic, item: Item | undefined): LoneWrite {
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
