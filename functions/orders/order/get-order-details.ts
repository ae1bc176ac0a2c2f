import { Problem } from '../../../shared/base/problem.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { loadOrder } from '../../../shared/orders/store/order-store.ts';
import { historyOf } from '../timeline/timeline-view.ts';
import { getOrderDetailsRoute } from './order-routes.ts';
import { etagOf } from './versions.ts';
import { viewOrder } from './views.ts';

export const handler = endpoint(getOrderDetailsRoute, async ({ params, principal }, { table }) => {
  const order = await loadOrder(table, principal, params.orderId);
  if (order === undefined) throw new Problem('order_not_found');
  return {
    status: 200,
    headers: { etag: etagOf(order.version) },
    body: { ...viewOrder(order), order_history: historyOf(order) },
  };
});
