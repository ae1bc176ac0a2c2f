import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { checkServiceability as check } from '../../../shared/serviceability/check-serviceability.ts';
import { providersWithAddressesFromEnvironment } from '../../../shared/serviceability/providers-with-addresses.ts';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { success } from '../fields/success.ts';
import { checkServiceabilityRoute } from './serviceability-routes.ts';
import { toAskedService } from './serviceability-schemas.ts';
import { viewService } from './serviceability-view.ts';

const providers = providersWithAddressesFromEnvironment();

export const handler = endpoint(checkServiceabilityRoute, async ({ body, principal }, { table, clock }) => {
  const now = clock();
  const terms = await loadTenant(table, principal.tenantId);
  const caller = { table, scope: principal, terms };
  return success(viewService(await check(providers, caller, toAskedService(body), now)), now);
});
