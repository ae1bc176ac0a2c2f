import { partitionsOf } from '../../adapters/dynamo/lists/list-partitions.ts';
import type { IndexName } from '../../adapters/dynamo/query.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import { idsBetween } from '../../base/ids.ts';
import type { Scope } from '../../base/scope.ts';
import { loadEndpoints } from '../endpoints/endpoint.ts';
import type { WebhookName } from '../kinds/catalogue.ts';
import { isExpired } from './retention.ts';
import {
  type ShownDeliveryStatus,
  shownStatusOf,
  undeliveredStatuses,
  type WebhookDelivery,
} from './webhook-delivery.ts';
import {
  endpointWebhookDeliveriesList,
  failingList,
  orderWebhookDeliveriesPartition,
  undeliveredList,
  webhookDeliveriesList,
  webhookDeliveryFromItem,
  webhookDeliveryKey,
} from './webhook-delivery-store.ts';

/** The requested deliveries; conditions that no list serves are left to its reader. */
export interface ListedBy {
  endpointId?: string | undefined;
  orderId?: string | undefined;
  /** Any of them; all when they are not given. */
  statuses?: readonly ShownDeliveryStatus[] | undefined;
  /** The time of their events: from `since` on and before `until`. Ids sort by it, so it costs nothing. */
  since?: Date | undefined;
  until?: Date | undefined;
}

/** The keys of deliveries by the time of their events. */
export interface WebhookDeliveryList {
  /** Its partitions. */
  pks: readonly string[];
  index: IndexName;
  between: readonly [from: string, to: string];
}

/** The narrowest list there is: an order's, what one endpoint did not get or is failing to get, all of an endpoint's, or all. */
export function narrowestList(scope: Scope, { orderId, endpointId, ...by }: ListedBy): WebhookDeliveryList {
  const between = idsBetween('webhookDelivery', by.since, by.until);
  const on = (index: IndexName, ...pks: string[]): WebhookDeliveryList => ({ pks, index, between });
  if (orderId !== undefined) return on('subject', orderWebhookDeliveriesPartition(scope, orderId));
  if (endpointId === undefined) return on('list', ...partitionsOf(webhookDeliveriesList(scope)));
  const areAll = (statuses: readonly ShownDeliveryStatus[]) =>
    by.statuses?.every((status) => statuses.includes(status)) ?? false;
  if (areAll(undeliveredStatuses)) return on('sparse', ...undeliveredPartitions(scope, endpointId));
  if (areAll(['failing'])) return on('sparse', ...partitionsOf(failingList(scope, endpointId)));
  return on('lookup', ...partitionsOf(endpointWebhookDeliveriesList(scope, endpointId)));
}

/**
 * The deliveries that fail and will be tried again, of all endpoints: one list of each, two read units for every one.
 * Deliveries to an endpoint that was deleted are no longer tried.
 */
async function allFailing(table: Table, scope: Scope, by: ListedBy): Promise<WebhookDeliveryList> {
  const endpoints = await loadEndpoints(table, scope);
  const pks = endpoints.flatMap(({ id }) => partitionsOf(failingList(scope, id)));
  return { pks, index: 'sparse', between: idsBetween('webhookDelivery', by.since, by.until) };
}

/** With the one that 0.2.0 had. */
function undeliveredPartitions(scope: Scope, endpointId: string): string[] {
  const list = undeliveredList(scope, endpointId);
  return [list, ...partitionsOf(list)];
}

export interface IdPage {
  ids: string[];
  /** The id that the next page follows; undefined on the last page. */
  next: string | undefined;
}

interface PageOf {
  after: string | undefined;
  limit: number;
  newestFirst: boolean;
}

/** A page of a list's ids. */
export async function readIds(table: Table, list: WebhookDeliveryList, page: PageOf): Promise<IdPage> {
  const { pks, index, between } = list;
  const { after, limit, newestFirst } = page;
  const [from, to] = between;
  const rest = newestFirst ? ([from, after ?? to] as const) : ([after ?? from, to] as const);
  if (rest[0] > rest[1]) return { ids: [], next: undefined };
  // The one that a page follows is read again.
  const most = after === undefined ? limit : limit + 1;
  const pages = await Promise.all(
    pks.map((pk) => table.query({ pk, index, between: rest, newestFirst, limit: most })),
  );
  const all = pages.flatMap(({ items }) => items.map((item) => String(item[`${index}Sk`])));
  const sorted = all.filter((id) => id !== after).sort();
  if (newestFirst) sorted.reverse();
  const ids = sorted.slice(0, limit);
  const isOver = sorted.length <= limit && pages.every(({ next }) => next === undefined);
  return { ids, next: isOver ? undefined : ids.at(-1) };
}

/** A page of a list's deliveries: a second round trip brings what its keys lead to. */
export async function readWebhookDeliveries(
  table: Table,
  scope: Scope,
  list: WebhookDeliveryList,
  page: PageOf,
): Promise<{ deliveries: WebhookDelivery[]; looked: number; next: string | undefined }> {
  const { ids, next } = await readIds(table, list, page);
  const found = await table.batchGet(ids.map((id) => webhookDeliveryKey(scope, id)));
  const byId = new Map(found.map(webhookDeliveryFromItem).map((delivery) => [delivery.id, delivery]));
  return { deliveries: ids.flatMap((id) => byId.get(id) ?? []), looked: ids.length, next };
}

export interface WebhookDeliveryFilter extends Omit<ListedBy, 'statuses'> {
  event?: WebhookName | undefined;
  status?: ShownDeliveryStatus | undefined;
}

export interface WebhookDeliveryPage {
  deliveries: WebhookDelivery[];
  /** The id that the next page follows; undefined on the last page. */
  next: string | undefined;
}

/**
 * Deliveries read for one page. Filters that no index serves may find few among many: the page is cut short then,
 * and its `next` continues from there.
 */
const MAX_SCANNED = 1000;

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
  const { status, endpointId, orderId } = filter;
  const list =
    status === 'failing' && endpointId === undefined && orderId === undefined
      ? await allFailing(table, scope, filter)
      : narrowestList(scope, { ...filter, statuses: status && [status] });
  const matches = matching(filter, now);
  const deliveries: WebhookDelivery[] = [];
  let last = after;
  for (let looked = 0; looked < MAX_SCANNED; ) {
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

/** One more than is missing shows whether anything follows; what no index serves is searched in larger steps. */
function pageSize({ endpointId, orderId, event, status }: WebhookDeliveryFilter, missing: number): number {
  const isServed = status === undefined || (status === 'failing' && orderId === undefined);
  const searches = event !== undefined || !isServed || (endpointId && orderId);
  return searches ? 100 : missing + 1;
}

function matching({ endpointId, orderId, event, status }: WebhookDeliveryFilter, now: Date) {
  return (delivery: WebhookDelivery): boolean =>
    (endpointId === undefined || delivery.endpointId === endpointId) &&
    (orderId === undefined || delivery.orderId === orderId) &&
    (event === undefined || delivery.event === event) &&
    (status === undefined || shownStatusOf(delivery) === status) &&
    !isExpired(delivery, now);
}
