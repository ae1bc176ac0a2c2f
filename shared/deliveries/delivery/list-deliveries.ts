import { partitionsOf } from '../../adapters/dynamo/lists/list-partitions.ts';
import { listMatching } from '../../adapters/dynamo/lists/pages.ts';
import type { Table } from '../../adapters/dynamo/table.ts';
import type { Scope } from '../../base/scope.ts';
import type { DeliveryStatus } from '../../events/delivery-words.ts';
import type { Delivery } from './delivery.ts';
import { deliveriesList, deliveryFromItem, deliverySortKey } from './delivery-store.ts';

export interface DeliveryFilter {
  status?: readonly DeliveryStatus[] | undefined;
  regionCode?: readonly string[] | undefined;
  orderId?: string | undefined;
  /** Booked at or after, and before. */
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Deliveries read for one page: selective filters leave it short. */
const MAX_SCANNED = 2_000;

/** A page of the deliveries that meet conditions, newest first. @param after the place that the page before ended with */
export async function listDeliveries(
  table: Table,
  scope: Scope,
  { status, regionCode, orderId, since, until }: DeliveryFilter,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<{ deliveries: Delivery[]; next: string | undefined }> {
  const between = [since?.toISOString() ?? '0', until?.toISOString() ?? '~'] as const;
  const isFiltered = status ?? regionCode ?? orderId;
  const matches = (delivery: Delivery): boolean =>
    (status === undefined || status.includes(delivery.status)) &&
    (regionCode === undefined || regionCode.includes(delivery.regionCode)) &&
    (orderId === undefined || delivery.orderId === orderId);
  const { found, next } = await listMatching(
    table,
    { pks: partitionsOf(deliveriesList(scope)), index: 'list', between, after },
    (item) => {
      const delivery = deliveryFromItem(item);
      return { delivery, place: deliverySortKey(delivery) };
    },
    {
      limit,
      mostRead: MAX_SCANNED,
      matches: isFiltered ? ({ delivery }) => matches(delivery) : undefined,
    },
  );
  return { deliveries: found.map(({ delivery }) => delivery), next };
}
