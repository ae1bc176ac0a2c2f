import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { createRegionCache } from '../../../shared/serviceability/regions/region.ts';
import { success } from '../fields/success.ts';
import { listRegionsRoute } from './serviceability-routes.ts';

const regions = createRegionCache();

export const handler = endpoint(listRegionsRoute, async (_request, { table, clock }) => {
  const { all } = await regions.load(table);
  const data = all.map(({ name, services, code }) => ({
    regionName: name,
    services,
    telyportRegionCode: code,
  }));
  return success(data, clock());
});
