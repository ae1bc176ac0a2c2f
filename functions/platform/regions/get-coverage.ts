import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { coverageAt } from '../../../shared/serviceability/coverage.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import { createRegionCache } from '../../../shared/serviceability/regions/region.ts';
import { getCoverageRoute } from './region-routes.ts';

const regions = createRegionCache();

export const handler = adminEndpoint(getCoverageRoute, async ({ query }, { table }) => {
  const { kilometres, ...point } = query;
  const found = coverageAt(await regions.load(table), point, kilometres);
  return {
    status: 200,
    body: {
      region: found ? { code: found.region.code, name: found.region.name } : null,
      kilometres,
      currency: found?.region.priceBook.currency ?? null,
      services: (found?.services ?? []).map(({ urgency, size, price: { total, currency } }) => ({
        service: urgency,
        packageSize: size,
        total: toMajor(total, currency),
      })),
    },
  };
});
