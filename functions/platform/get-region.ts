import { adminEndpoint } from '../../shared/http/admin-endpoint.ts';
import { viewRegion } from '../../shared/regions/region.ts';
import { loadRegion } from '../../shared/regions/region-store.ts';
import { getRegion } from './region-routes.ts';

export const handler = adminEndpoint(getRegion, async ({ params }, { table }) => ({
  status: 200,
  body: viewRegion(await loadRegion(table, params.code)),
}));
