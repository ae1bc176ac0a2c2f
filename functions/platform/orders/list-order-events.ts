import { Problem } from '../../../shared/base/problem.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { latestEvents } from '../../../shared/orders/changes/timeline.ts';
import { listOrderEventsRoute } from './order-routes.ts';
import { viewTimeline } from './timeline-views.ts';

export const handler = endpoint(listOrderEventsRoute, async ({ params, query, principal }, { table }) => {
  const { limit, cursor } = query;
  const before = cursor === undefined ? undefined : Number(cursor);
  const page = await latestEvents(table, principal, params.id, { limit, before });
  // Every order has a first event.
  if (page.events.length === 0 && before === undefined) throw new Problem('order_not_found');
  return { status: 200, body: viewTimeline(page) };
});
