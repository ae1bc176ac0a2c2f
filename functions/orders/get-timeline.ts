import { Problem } from '../../shared/base/problem.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { getTimeline as read } from '../../shared/orders/timeline.ts';
import { getTimelineRoute } from './routes.ts';
import { viewEvent } from './timeline-view.ts';

export const handler = endpoint(getTimelineRoute, async ({ params, principal }, { table }) => {
  const found = await read(table, principal, params.orderId);
  if (found === undefined) throw new Problem('order_not_found');
  return { status: 200, body: found.events.map(viewEvent) };
});
