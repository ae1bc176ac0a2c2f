import { required } from '../../../shared/base/env.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { loadTenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { requireOwn } from './own-tenant.ts';
import { getTenantRoute } from './tenant-routes.ts';
import { viewTenant } from './tenant-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = adminEndpoint(getTenantRoute, async ({ params, principal }, { table }) => {
  requireOwn(principal, params.id);
  return { status: 200, body: viewTenant(await loadTenantDetails(table, params.id), publicUrl) };
});
