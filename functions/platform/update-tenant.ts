import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import { adminEndpoint } from '../../shared/http/endpoints/admin-endpoint.ts';
import { requireReachable } from '../../shared/tenants/reachable.ts';
import { updateTenant as update } from '../../shared/tenants/update-tenant.ts';
import { requireOwn } from './own-tenant.ts';
import { updateTenantRoute } from './tenant-routes.ts';
import { viewTenant } from './tenant-views.ts';

const cipher = cipherFromEnvironment();
const allowPrivate = process.env.ALLOW_PRIVATE_TARGETS === 'true';

export const handler = adminEndpoint(
  updateTenantRoute,
  async ({ params, body, principal }, { table, clock }) => {
    requireOwn(principal, params.id);
    if (body.voiceAgent) requireReachable('voiceAgent.url', body.voiceAgent.url, allowPrivate);
    const by = principal.kind === 'admin' ? 'admin' : principal.mode;
    const context = { by, now: clock(), cipher } as const;
    const { madeSecret, ...account } = await update(table, params.id, body, context);
    return { status: 200, body: viewTenant(account, madeSecret), ...(madeSecret && { secret: true }) };
  },
);
