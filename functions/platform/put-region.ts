import { adminEndpoint } from '../../shared/http/endpoints/admin-endpoint.ts';
import { createRegion, replaceRegion, viewRegion } from '../../shared/serviceability/regions/region.ts';
import { putRegionRoute } from './region-routes.ts';

export const handler = adminEndpoint(putRegionRoute, async ({ params, body }, { table, clock }) => {
  const region = createRegion(params.code, body, clock());
  await table.transact(replaceRegion(region));
  return { status: 200, body: viewRegion(region) };
});
