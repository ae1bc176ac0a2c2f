import { Problem } from '../../shared/base/problem.ts';
import { getOrder as readOrder } from '../../shared/calls/call/order-calls.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { getOrderRoute } from './routes.ts';
import { viewCalledOrder } from './views.ts';

export const handler = endpoint(getOrderRoute, async ({ params, principal }, { table }) => {
  const found = await readOrder(table, principal, params.id);
  if (found === undefined) throw new Problem('order_not_found');
  return { status: 200, body: viewCalledOrder(found.order, found.calls) };
});
