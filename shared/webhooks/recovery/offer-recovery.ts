import type { Table } from '../../adapters/dynamo/table.ts';
import { timeOfId } from '../../base/ids.ts';
import { narrowestList, readIds } from '../deliveries/list-webhook-deliveries.ts';
import { undeliveredStatuses } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import type { RecoverableStatus } from './recovery.ts';

/** The request that would recover what an endpoint missed while it was disabled or failing. */
export interface RecoveryOffer {
  /** ISO 8601, UTC: the time of the first event it missed. */
  since: string;
  /** ISO 8601, UTC. */
  until: string;
  statuses: readonly RecoverableStatus[];
  /** Number of deliveries; null when there are too many to count here. */
  count: number | null;
}

const MAX_COUNTED = 1000;

/** Longer than any retry schedule: an event that is held, or was the first to fail, is no older than this. */
const EARLIER_MS = 5 * 86_400_000;

/**
 * Finds what a newly enabled endpoint missed: one query of the sparse index, about 40 read units per thousand
 * deliveries.
 * @param before the endpoint before it was enabled
 * @returns null when it was enabled already, or missed nothing
 */
export async function offerRecovery(
  table: Table,
  before: WebhookEndpoint,
  after: WebhookEndpoint,
  now: Date,
): Promise<RecoveryOffer | null> {
  if (before.enabled || !after.enabled) return null;
  const beginnings = [before.failingSince, before.disabledAt, now.toISOString()].flatMap((at) => at ?? []);
  const began = Math.min(...beginnings.map((at) => Date.parse(at)));
  const since = new Date(began - EARLIER_MS);
  const list = narrowestList(after, {
    endpointId: after.id,
    statuses: undeliveredStatuses,
    since,
    until: now,
  });
  const { ids, next } = await readIds(table, list, {
    after: undefined,
    limit: MAX_COUNTED,
    newestFirst: false,
  });
  const [first] = ids;
  if (first === undefined) return null;
  return {
    since: timeOfId(first).toISOString(),
    until: now.toISOString(),
    statuses: ['failed', 'held'],
    count: next === undefined ? ids.length : null,
  };
}
