import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { encodeCursor } from '../../../shared/http/list-page.ts';
import { listTenants as list } from '../../../shared/tenants/tenant/list-tenants.ts';
import { viewListedTenant } from './listed-tenant.ts';
import { listTenantsRoute } from './tenant-routes.ts';

export const handler = adminEndpoint(listTenantsRoute, async ({ query }, { table }) => {
  const { limit, cursor: after } = query;
  const { tenants, next } = await list(table, { limit, after });
  const nextCursor = next === undefined ? null : encodeCursor(next);
  return { status: 200, body: { tenants: tenants.map(viewListedTenant), nextCursor } };
});
