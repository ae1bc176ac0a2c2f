import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { listPage } from '../../../shared/http/list-page.ts';
import { regionsList, viewRegion } from '../../../shared/serviceability/regions/region.ts';
import { listServiceRegionsRoute } from './region-routes.ts';

export const handler = adminEndpoint(listServiceRegionsRoute, async ({ query }, { table }) => {
  const { entries, nextCursor } = await listPage(table, regionsList, query);
  return { status: 200, body: { regions: entries.map(viewRegion), nextCursor } };
});
