import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import {
  createRegion,
  findRegion,
  storeRegion,
  viewRegion,
} from '../../../shared/serviceability/regions/region.ts';
import { bringsBack, withoutReadOnly } from '../fields/read-only.ts';
import { putRegionRoute, READ_ONLY_OF_REGIONS } from './region-routes.ts';

export const handler = adminEndpoint(putRegionRoute, async ({ params, body }, { table, clock }) => {
  const before = bringsBack(body, ['updatedAt']) ? await findRegion(table, params.code) : undefined;
  const shown = { ...before, code: params.code };
  const region = createRegion(params.code, withoutReadOnly(body, READ_ONLY_OF_REGIONS, shown), clock());
  await storeRegion(table, region);
  return { status: 200, body: viewRegion(region) };
});
