import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { revokeApiKey as revoke } from '../../../shared/tenants/access/api-key.ts';
import { requireOwn } from './own-tenant.ts';
import { revokeApiKeyRoute } from './tenant-routes.ts';

export const handler = adminEndpoint(revokeApiKeyRoute, async ({ params, principal }, { table }) => {
  requireOwn(principal, params.id);
  await revoke(table, params.id, params.keyId);
  return { status: 204 };
});
