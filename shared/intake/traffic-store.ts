import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent, type Item, type Key, versionIs } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import type { Scope } from '../base/scope.ts';
import { admitRequest, NO_TRAFFIC, type Traffic } from './throttle.ts';

/** Beside the tenant: over all of its hooks of one mode, so that tests never keep a live order out. */
export const trafficKey = ({ tenantId, mode }: Scope): Key => ({
  pk: `TENANT#${tenantId}`,
  sk: `INTAKE_TRAFFIC#${mode}`,
});

/** Each race that is lost lets somebody else's request in, so that after `limit` of them there is no room left. */
const ATTEMPTS = 100;

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
  let item = seen;
  for (let attempt = 1; ; attempt++) {
    const before = item === undefined ? NO_TRAFFIC : trafficFromItem(item);
    const { admitted, waitMs, traffic } = admitRequest(before, now.getTime(), limit);
    try {
      if (traffic !== before) await store(table, scope, traffic, item);
      if (admitted) return;
      throw new Problem('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
    } catch (error) {
      if (!(error instanceof ConditionFailed) || attempt === ATTEMPTS) throw error;
      item = error.item;
    }
  }
}

async function store(table: Table, scope: Scope, traffic: Traffic, item: Item | undefined): Promise<void> {
  const version = Number(item?.version ?? 0);
  await table.put(
    { ...trafficKey(scope), entity: 'intake-traffic', ...traffic, version: version + 1 },
    item === undefined ? absent : versionIs(version),
  );
}

function trafficFromItem({ taken, refusedSince, refusedAt, bannedUntil }: Item): Traffic {
  return {
    taken: Array.isArray(taken) ? taken.map(Number) : [],
    ...(refusedSince !== undefined && { refusedSince: Number(refusedSince) }),
    ...(refusedAt !== undefined && { refusedAt: Number(refusedAt) }),
    ...(bannedUntil !== undefined && { bannedUntil: Number(bannedUntil) }),
  };
}
