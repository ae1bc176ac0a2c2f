import { Problem } from '../../../shared/base/problem.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { linesFor, pageOfTimeline } from '../../../shared/http/list-page.ts';
import { getTimeline as read } from '../../../shared/orders/changes/timeline.ts';
import { getTimelineRoute } from './timeline-routes.ts';
import { viewEvent } from './timeline-view.ts';

export const handler = endpoint(getTimelineRoute, async ({ params, query, principal }, { table }) => {
  const found = await read(table, principal, params.orderId, linesFor(query));
  if (found === undefined) throw new Problem('order_not_found');
  const path = `/v1/orders/${encodeURIComponent(params.orderId)}/timeline`;
  const lines = found.events.map((event) => viewEvent(event, found.created));
  const places = found.events.map(({ sequence }) => sequence);
  const { page, headers } = pageOfTimeline(lines, places, query, path);
  return { status: 200, body: page, headers };
});
