import { Problem } from '../../shared/base/problem.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { getTimeline } from '../../shared/orders/timeline.ts';
import { getOrderDetailsRoute } from './routes.ts';
import { historyOf } from './timeline-view.ts';
import { etagOf } from './versions.ts';
import { viewOrder } from './views.ts';

export const handler = endpoint(getOrderDetailsRoute, async ({ params, principal }, { table }) => {
  const found = await getTimeline(table, principal, params.orderId);
  if (found === undefined) throw new Problem('order_not_found');
  const { order, events } = found;
  return {
    status: 200,
    headers: { etag: etagOf(order.version) },
    body: { ...viewOrder(order), order_history: historyOf(events) },
  };
});
