import { listDeliveryEvents, loadDelivery } from '../../shared/deliveries/delivery-store.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { pageOfTimeline } from '../../shared/http/list-page.ts';
import { getDeliveryTimelineRoute } from './lifecycle-routes.ts';
import { success } from './success.ts';
import { isDocumented, viewDeliveryEvent } from './timeline-events.ts';

export const handler = endpoint(getDeliveryTimelineRoute, async ({ query, principal }, { table, clock }) => {
  const { id } = await loadDelivery(table, principal, query.orderID);
  const events = await listDeliveryEvents(table, principal, id);
  const view = events.filter(isDocumented).map((event) => viewDeliveryEvent(event, principal.timeZone));
  const path = `/v2/order/timeline?orderID=${encodeURIComponent(id)}`;
  const { page, headers } = pageOfTimeline(view, query, path);
  return { ...success(page, clock()), headers };
});
