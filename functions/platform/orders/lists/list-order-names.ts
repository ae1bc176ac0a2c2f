import { isId } from '../../../../shared/base/ids.ts';
import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { loadRows } from '../../../../shared/orders/rows/search-row.ts';
import { listOrderNamesRoute } from './order-list-routes.ts';

export const handler = endpoint(listOrderNamesRoute, async ({ query, principal }, { table }) => {
  const rows = await loadRows(
    table,
    principal,
    query.ids.filter((id) => isId('order', id)),
  );
  return {
    status: 200,
    body: {
      orders: rows.map(({ id, number, reference, externalId }) => ({
        id,
        number,
        reference,
        externalId: externalId || null,
      })),
    },
  };
});
