import { adminEndpoint } from '../../shared/http/admin-endpoint.ts';
import { listApiKeys as list } from '../../shared/tenants/api-key-store.ts';
import { loadTenant } from '../../shared/tenants/tenant-store.ts';
import { listApiKeys } from './tenant-routes.ts';
import { viewApiKey } from './tenant-views.ts';

export const handler = adminEndpoint(listApiKeys, async ({ params }, { table }) => {
  const { id } = await loadTenant(table, params.id);
  return { status: 200, body: { apiKeys: (await list(table, id)).map(viewApiKey) } };
});
