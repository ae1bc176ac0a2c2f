import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import { narrowestList, readWebhookDeliveries } from './list-webhook-deliveries.ts';
import { undeliveredStatuses, type WebhookDeliveryStatus } from './webhook-delivery.ts';

/** Deliveries looked at. */
const MOST = 100;

/**
 * How many of an endpoint's latest deliveries have an attempt ahead, and how many of those that it did not get failed for
 * good or are held.
 */
export async function countLatest(
  table: Table,
  scope: Scope,
  endpointId: string,
): Promise<{ waiting: number; failed: number; held: number }> {
  const page = { after: undefined, limit: MOST, newestFirst: true };
  const [latest, undelivered] = await Promise.all([
    readWebhookDeliveries(table, scope, narrowestList(scope, { endpointId }), page),
    readWebhookDeliveries(
      table,
      scope,
      narrowestList(scope, { endpointId, statuses: undeliveredStatuses }),
      page,
    ),
  ]);
  const count = ({ deliveries }: typeof latest, wanted: WebhookDeliveryStatus) =>
    deliveries.filter(({ status }) => status === wanted).length;
  return {
    waiting: count(latest, 'pending'),
    failed: count(undelivered, 'failed'),
    held: count(undelivered, 'held'),
  };
}
