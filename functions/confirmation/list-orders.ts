import { Problem } from '../../shared/base/problem.ts';
import { withCalls } from '../../shared/calls/call/order-calls.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { fitList } from '../../shared/http/fit-list.ts';
import { listOrders as readOrders } from '../../shared/orders/lists/list-orders.ts';
import { parsePhone } from '../../shared/phones/phone.ts';
import { listOrdersRoute } from './routes.ts';
import { viewCalledOrder } from './views.ts';

const SHOPIFY = 'shopify';

export const handler = endpoint(listOrdersRoute, async ({ query, principal }, { table }) => {
  const { limit = 50, offset = 0, externalId, shopifyOrderId } = query;
  // A plus sign that was not encoded arrives as a space.
  const phone =
    query.phone === undefined
      ? undefined
      : parsePhone(query.phone.replace(/^ (?=\d)/, '+'), principal.country);
  if (query.phone !== undefined && phone === undefined)
    throw new Problem('invalid_phone', { field: 'phone' });

  // A Shopify order's id is its external id: two that differ name no order at all.
  const contradict =
    externalId !== undefined &&
    shopifyOrderId !== undefined &&
    externalId.normalize() !== shopifyOrderId.normalize();
  if (contradict) return { status: 200, body: { orders: [], total: 0, limit, offset } };
  const filter = {
    phone,
    externalId: shopifyOrderId ?? externalId,
    source: shopifyOrderId === undefined ? undefined : SHOPIFY,
  };
  const { orders, total } = await readOrders(table, principal, filter, limit, offset);
  const page = await withCalls(table, principal, orders);
  return {
    status: 200,
    body: {
      orders: fitList(page.map(({ order, calls }) => viewCalledOrder(order, calls))),
      ...{ total, limit, offset },
    },
  };
});
