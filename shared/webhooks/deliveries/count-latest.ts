import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { narrowestList, readIds, readWebhookDeliveries } from './list-webhook-deliveries.ts';
import { type ShownDeliveryStatus, shownStatusOf, undeliveredStatuses } from './webhook-delivery.ts';

/** Deliveries looked at. */
const MAX_SCANNED = 100;

/**
 * How many of an endpoint's latest deliveries have their first attempt ahead, how many are being tried again after a failure, and
 * how many of those that it did not get failed for good or are held.
 */
export async function countLatest(
  table: Table,
  scope: Scope,
  endpointId: string,
): Promise<{ waiting: number; failing: number; failed: number; held: number }> {
  const page = { after: undefined, limit: MAX_SCANNED, newestFirst: true };
  const [latest, failing, undelivered] = await Promise.all([
    readWebhookDeliveries(table, scope, narrowestList(scope, { endpointId }), page),
    readIds(table, narrowestList(scope, { endpointId, statuses: ['failing'] }), page),
    readWebhookDeliveries(
      table,
      scope,
      narrowestList(scope, { endpointId, statuses: undeliveredStatuses }),
      page,
    ),
  ]);
  const count = ({ deliveries }: typeof latest, wanted: ShownDeliveryStatus) =>
    deliveries.filter((delivery) => shownStatusOf(delivery) === wanted).length;
  return {
    waiting: count(latest, 'pending'),
    failing: failing.ids.length,
    failed: count(undelivered, 'failed'),
    held: count(undelivered, 'held'),
  };
}
