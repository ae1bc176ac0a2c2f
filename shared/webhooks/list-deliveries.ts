import type { Item, Key } from '../dynamo/expressions.ts';
import type { Query, Table } from '../dynamo/table.ts';
import type { Scope } from '../tenants/scope.ts';
import type { WebhookName } from './catalogue.ts';
import type { DeliveryStatus, WebhookDelivery } from './delivery.ts';
import {
  deliveriesPartition,
  deliveryFromItem,
  deliveryKey,
  endpointDeliveriesPartition,
  orderDeliveriesPartition,
} from './delivery-item.ts';

export interface DeliveryFilter {
  endpointId?: string | undefined;
  orderId?: string | undefined;
  event?: WebhookName | undefined;
  status?: DeliveryStatus | undefined;
}

export interface DeliveryPage {
  deliveries: WebhookDelivery[];
  /** The id that the next page follows; undefined on the last page. */
  next: string | undefined;
}

/**
 * Deliveries looked at for one page. Filters that no index serves may find few among many: the page is cut short then,
 * and its `next` goes on from there.
 */
const MOST_LOOKED_AT = 1000;

/**
 * A page of a tenant's deliveries, newest first.
 * @param after the id that the page before ended with
 */
export async function listDeliveries(
  table: Table,
  scope: Scope,
  filter: DeliveryFilter,
  limit: number,
  after: string | undefined,
): Promise<DeliveryPage> {
  const read = source(table, scope, filter);
  const matches = matching(filter);
  const deliveries: WebhookDelivery[] = [];
  let last = after;
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const page = await read(last, pageSize(filter, limit - deliveries.length));
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
function pageSize({ endpointId, orderId, event, status }: DeliveryFilter, missing: number): number {
  const searches = event !== undefined || status !== undefined || (endpointId && orderId);
  return searches ? 100 : missing + 1;
}

type Read = (
  after: string | undefined,
  limit: number,
) => Promise<{
  deliveries: WebhookDelivery[];
  looked: number;
  /** The id that the next page follows; undefined on the last page. */
  next: string | undefined;
}>;

/** Reads the narrowest list there is: an order's, an endpoint's, or all. */
function source(table: Table, scope: Scope, { orderId, endpointId }: DeliveryFilter): Read {
  if (orderId !== undefined) {
    const pk = orderDeliveriesPartition(scope, orderId);
    return pointers(table, scope, { pk }, (id) => ({ pk, sk: id }));
  }
  if (endpointId !== undefined) {
    const pk = endpointDeliveriesPartition(scope, endpointId);
    const at = (id: string) => ({ ...deliveryKey(scope, id), lookupPk: pk, lookupSk: id });
    return pointers(table, scope, { pk, index: 'lookup' }, at);
  }
  const pk = deliveriesPartition(scope);
  return async (after, limit) => {
    const start = after && { after: { ...deliveryKey(scope, after), listPk: pk, listSk: after } };
    const page = await table.query({ pk, index: 'list', newestFirst: true, limit, ...start });
    const next = page.next?.listSk;
    return { deliveries: page.items.map(deliveryFromItem), looked: page.count, next };
  };
}

/** Reads a list that holds keys only, and then what they lead to. */
function pointers(
  table: Table,
  scope: Scope,
  query: Pick<Query, 'pk' | 'index'>,
  at: (id: string) => Key & Record<string, string>,
): Read {
  return async (after, limit) => {
    const page = await table.query({
      ...query,
      newestFirst: true,
      limit,
      ...(after && { after: at(after) }),
    });
    const found = await table.batchGet(page.items.map((item) => deliveryKey(scope, idOf(item))));
    const deliveries = found.map(deliveryFromItem).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    const next = page.next && (page.next.lookupSk ?? page.next.sk);
    return { deliveries, looked: page.count, next };
  };
}

const idOf = ({ lookupSk, sk }: Item): string => String(lookupSk ?? sk);

function matching({ endpointId, orderId, event, status }: DeliveryFilter) {
  return (delivery: WebhookDelivery): boolean =>
    (endpointId === undefined || delivery.endpointId === endpointId) &&
    (orderId === undefined || delivery.orderId === orderId) &&
    (event === undefined || delivery.event === event) &&
    (status === undefined || delivery.status === status);
}
