import { getOrder as readOrder } from '../../shared/calls/order-calls.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { getOrder } from './routes.ts';
import { viewOrder } from './views.ts';

export const handler = endpoint(getOrder, async ({ params, principal }, { table }) => {
  const found = await readOrder(table, principal, params.id);
  if (found === undefined) throw new Problem('order_not_found');
  return { status: 200, body: viewOrder(found.order, found.calls) };
});
