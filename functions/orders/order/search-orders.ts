import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { fitList } from '../../../shared/http/fit-list.ts';
import { searchOrders as search } from '../../../shared/orders/lists/search-orders.ts';
import { toSearch } from '../fields/search.ts';
import { searchOrdersRoute } from './order-routes.ts';
import { viewOrder } from './views.ts';

export const handler = endpoint(searchOrdersRoute, async ({ query, principal }, { table }) => {
  const { page = 1, limit = 10, sortBy = 'createdAt', sortDirection = 'desc' } = query;
  const { orders, total } = await search(table, principal, {
    ...(await toSearch(query, principal)),
    sort: sortBy,
    descending: sortDirection === 'desc',
    limit,
    offset: (page - 1) * limit,
  });
  return {
    status: 200,
    body: { orders: fitList(orders.map(viewOrder)), total, totalPages: Math.ceil(total / limit) },
  };
});
