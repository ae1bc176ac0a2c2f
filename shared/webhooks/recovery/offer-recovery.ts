import type { Table } from '../../adapters/dynamo/table.ts';
import { timeOfId } from '../../base/ids.ts';
import { narrowestList, readIds } from '../deliveries/list-webhook-deliveries.ts';
import { undeliveredStatuses } from '../deliveries/webhook-delivery.ts';
import type { WebhookEndpoint } from '../endpoints/endpoint.ts';
import type { RecoverableStatus } from './recovery.ts';

/** What to ask for to recover what an endpoint missed while it was disabled, and what made it so. */
export interface RecoveryOffer {
  /** ISO 8601, UTC: the time of the first event that it missed. */
  since: string;
  /** ISO 8601, UTC. */
  until: string;
  statuses: readonly RecoverableStatus[];
  /** Deliveries; null for more than anybody counts on the way. */
  count: number | null;
}

const MOST_COUNTED = 1000;

/** Longer than any schedule: an event that was held, or was the first to fail, happened no longer before that. */
const EARLIER_MS = 5 * 86_400_000;

/**
 * Looks for what an endpoint missed that has just been enabled: one query of the sparse index, some 40 read units for a
 * thousand.
 * @param before the endpoint as it was
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
    limit: MOST_COUNTED,
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
