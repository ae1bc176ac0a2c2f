import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { getPrices } from '../../../shared/serviceability/get-prices.ts';
import { providersFromEnvironment } from '../../../shared/serviceability/providers.ts';
import { success } from '../fields/success.ts';
import { viewPrices } from './pricing-view.ts';
import { getPricingRoute } from './serviceability-routes.ts';

const providers = providersFromEnvironment();

export const handler = endpoint(getPricingRoute, async ({ body }, { table, clock }) => {
  const now = clock();
  return success(viewPrices(await getPrices(providers, table, body, now)), now);
});
