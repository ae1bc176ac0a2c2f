import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { listPage } from '../../../shared/http/list-page.ts';
import { optOutsList } from '../../../shared/tenants/opt-outs.ts';
import { listOptOutsRoute } from './customer-routes.ts';

export const handler = endpoint(listOptOutsRoute, async ({ query, principal }, { table }) => {
  const { entries: optOuts, nextCursor } = await listPage(table, optOutsList(principal), query);
  return { status: 200, body: { optOuts, nextCursor } };
});
