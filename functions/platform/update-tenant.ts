import { isDeepStrictEqual } from 'node:util';
import { cipherFromEnvironment } from '../../shared/adapters/cipher/cipher-from-environment.ts';
import type { Mode } from '../../shared/base/scope.ts';
import type { BodyOf } from '../../shared/http/declaration.ts';
import { adminEndpoint } from '../../shared/http/endpoints/admin-endpoint.ts';
import { requireReachable } from '../../shared/tenants/reachable.ts';
import { forbiddenTo, type TenantChanges } from '../../shared/tenants/settings.ts';
import { loadAccount, type TenantAccount } from '../../shared/tenants/tenant.ts';
import { updateTenant as update } from '../../shared/tenants/update-tenant.ts';
import { requireOwn } from './own-tenant.ts';
import { bringsBack, withoutReadOnly } from './read-only.ts';
import { READ_ONLY_OF_TENANTS, updateTenantRoute } from './tenant-routes.ts';
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
    const changes = await changesOf(body, by, () => loadAccount(table, params.id));
    const { madeSecret, ...account } = await update(table, params.id, changes, context);
    return { status: 200, body: viewTenant(account, madeSecret), ...(madeSecret && { secret: true }) };
  },
);

/**
 * What a body changes. In a tenant that comes back whole, what the caller may not change but leaves as it is shown is
 * read-only too.
 */
async function changesOf(
  body: BodyOf<typeof updateTenantRoute>,
  by: 'admin' | Mode,
  load: () => Promise<TenantAccount>,
): Promise<TenantChanges> {
  if (!bringsBack(body, READ_ONLY_OF_TENANTS)) return body;
  const shown = viewTenant(await load());
  const changes = withoutReadOnly(body, READ_ONLY_OF_TENANTS, shown);
  if (by === 'admin') return changes;
  const left = forbiddenTo(by, Object.keys(changes)) as (keyof typeof changes)[];
  const unchanged = left.filter((name) => isDeepStrictEqual(changes[name], shown[name]));
  return Object.fromEntries(
    Object.entries(changes).filter(([name]) => !unchanged.includes(name as keyof typeof changes)),
  );
}
