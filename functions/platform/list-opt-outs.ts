import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { listPage } from '../../shared/http/list-page.ts';
import { optOutFromItem, optOutsPartition } from '../../shared/tenants/opt-outs.ts';
import { listOptOutsRoute } from './customer-routes.ts';

export const handler = endpoint(listOptOutsRoute, async ({ query, principal }, { table }) => {
  const { items, nextCursor } = await listPage(table, { pk: optOutsPartition(principal) }, query);
  return { status: 200, body: { optOuts: items.map(optOutFromItem), nextCursor } };
});
