import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { WebhookName } from '../kinds/catalogue.ts';
import { isExpired } from './retention.ts';
import type { WebhookDelivery, WebhookDeliveryStatus } from './webhook-delivery.ts';
import { type ListedBy, narrowestList, readWebhookDeliveries } from './webhook-delivery-lists.ts';

export interface WebhookDeliveryFilter extends Omit<ListedBy, 'statuses'> {
  event?: WebhookName | undefined;
  status?: WebhookDeliveryStatus | undefined;
}

export interface WebhookDeliveryPage {
  deliveries: WebhookDelivery[];
  /** The id that the next page follows; undefined on the last page. */
  next: string | undefined;
}

/**
 * Deliveries looked at for one page. Filters that no index serves may find few among many: the page is cut short then,
 * and its `next` continues from there.
 */
const MOST_LOOKED_AT = 1000;

/**
 * A page of a tenant's deliveries, newest first, without those that have expired.
 * @param after the id that the page before ended with, within the filter's time
 */
export async function listWebhookDeliveries(
  table: Table,
  scope: Scope,
  filter: WebhookDeliveryFilter,
  limit: number,
  after: string | undefined,
  now: Date,
): Promise<WebhookDeliveryPage> {
  const { status } = filter;
  const list = narrowestList(scope, { ...filter, statuses: status && [status] });
  const matches = matching(filter, now);
  const deliveries: WebhookDelivery[] = [];
  let last = after;
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const size = pageSize(filter, limit - deliveries.length);
    const page = await readWebhookDeliveries(table, scope, list, {
      after: last,
      limit: size,
      newestFirst: true,
    });
    for (const delivery of page.deliveries) {
      if (matches(delivery)) {
        if (deliveries.length === limit) return { deliveries, next: last };
        deliveries.push(delivery);
      }
      last = delivery.id;
    }
    if (page.next === undefined) return { deliveries, next: undefined };
    last = page.next;
    looked += page.looked;
  }
  return { deliveries, next: last };
}

/** One more than is missing tells whether anything follows; what no index serves is looked for in larger steps. */
function pageSize({ endpointId, orderId, event, status }: WebhookDeliveryFilter, missing: number): number {
  const searches = event !== undefined || status !== undefined || (endpointId && orderId);
  return searches ? 100 : missing + 1;
}

function matching({ endpointId, orderId, event, status }: WebhookDeliveryFilter, now: Date) {
  return (delivery: WebhookDelivery): boolean =>
    (endpointId === undefined || delivery.endpointId === endpointId) &&
    (orderId === undefined || delivery.orderId === orderId) &&
    (event === undefined || delivery.event === event) &&
    (status === undefined || delivery.status === status) &&
    !isExpired(delivery, now);
}
