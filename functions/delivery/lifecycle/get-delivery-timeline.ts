import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import type { Scope } from '../../../shared/base/scope.ts';
import { loadDelivery, readDeliveryEvents } from '../../../shared/deliveries/delivery/delivery-store.ts';
import type { DeliveryEvent } from '../../../shared/events/event.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { linesFor, pageOfTimeline } from '../../../shared/http/list-page.ts';
import { success } from '../fields/success.ts';
import { getDeliveryTimelineRoute } from './lifecycle-routes.ts';
import { isDocumented, viewDeliveryEvent } from './timeline-events.ts';

export const handler = endpoint(getDeliveryTimelineRoute, async ({ query, principal }, { table, clock }) => {
  const { id } = await loadDelivery(table, principal, query.orderID);
  const events = await readDocumented(table, principal, id, linesFor(query));
  const lines = events.map((event) => viewDeliveryEvent(event, principal.timeZone));
  const places = events.map(({ sequence }) => sequence);
  const path = `/v2/order/timeline?orderID=${encodeURIComponent(id)}`;
  const { page, headers } = pageOfTimeline(lines, places, query, path);
  return { ...success(page, clock()), headers };
});

async function readDocumented(
  table: Table,
  scope: Scope,
  deliveryId: string,
  { from, most = Number.POSITIVE_INFINITY, mostBytes }: ReturnType<typeof linesFor>,
): Promise<DeliveryEvent[]> {
  const events: DeliveryEvent[] = [];
  let bytes = 0;
  const atOnce = Number.isFinite(most) ? most + FEW : undefined;
  for await (const event of readDeliveryEvents(table, scope, deliveryId, { from, atOnce })) {
    if (!isDocumented(event)) continue;
    events.push(event);
    bytes += Buffer.byteLength(JSON.stringify(event.data));
    if (events.length >= most || bytes > mostBytes) break;
  }
  return events;
}

/** How many undocumented events of a page are read in one round trip with the others. */
const FEW = 5;
