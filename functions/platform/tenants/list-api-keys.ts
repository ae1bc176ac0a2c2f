import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { listApiKeys as list } from '../../../shared/tenants/access/api-key.ts';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { requireOwn } from './own-tenant.ts';
import { listApiKeysRoute } from './tenant-routes.ts';
import { viewApiKey } from './tenant-views.ts';

export const handler = adminEndpoint(listApiKeysRoute, async ({ params, principal }, { table }) => {
  requireOwn(principal, params.id);
  const { id } = await loadTenant(table, params.id);
  return { status: 200, body: { apiKeys: (await list(table, id)).map(viewApiKey) } };
});
