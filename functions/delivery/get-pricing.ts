import { endpoint } from '../../shared/http/endpoint.ts';
import { getPrices } from '../../shared/serviceability/get-prices.ts';
import { worldFromEnvironment } from '../../shared/serviceability/world.ts';
import { viewPrices } from './pricing-view.ts';
import { getPricing } from './serviceability-routes.ts';
import { success } from './success.ts';

const world = worldFromEnvironment();

export const handler = endpoint(getPricing, async ({ body }, { table, clock }) => {
  const now = clock();
  return success(viewPrices(await getPrices(world, table, body, now)), now);
});
