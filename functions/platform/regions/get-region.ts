import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { loadRegion, viewRegion } from '../../../shared/serviceability/regions/region.ts';
import { getRegionRoute } from './region-routes.ts';

export const handler = adminEndpoint(getRegionRoute, async ({ params }, { table }) => ({
  status: 200,
  body: viewRegion(await loadRegion(table, params.code)),
}));
