import { isDeepStrictEqual } from 'node:util';
import { cipherFromEnvironment } from '../../../shared/adapters/cipher/cipher-from-environment.ts';
import { privateTargetsFromEnvironment } from '../../../shared/adapters/outbound/private-targets.ts';
import { required } from '../../../shared/base/env.ts';
import type { Mode } from '../../../shared/base/scope.ts';
import type { BodyOf } from '../../../shared/http/declaration.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import type { Principal } from '../../../shared/http/principal.ts';
import { refreshSessions } from '../../../shared/members/session-store.ts';
import { forbiddenTo, type TenantChanges } from '../../../shared/tenants/settings/settings.ts';
import { loadTenantDetails, type TenantDetails } from '../../../shared/tenants/tenant/tenant-details.ts';
import { updateTenant as update } from '../../../shared/tenants/update-tenant.ts';
import { bringsBack, withoutReadOnly } from '../fields/read-only.ts';
import { requireOwn } from './own-tenant.ts';
import { READ_ONLY_OF_TENANTS, updateTenantRoute } from './tenant-routes.ts';
import { requireReachableServices, secretsOf } from './tenant-services.ts';
import { viewTenant } from './tenant-views.ts';

const cipher = cipherFromEnvironment();
const publicUrl = required('PUBLIC_URL');
const allowPrivate = privateTargetsFromEnvironment();

export const handler = adminEndpoint(
  updateTenantRoute,
  async ({ params, body, principal }, { table, clock }) => {
    requireOwn(principal, params.id);
    requireReachableServices(body, allowPrivate);
    const by = changerOf(principal);
    const context = { by, now: clock(), cipher, secretsOf } as const;
    const changes = await changesOf(body, by, () => loadTenantDetails(table, params.id));
    const { made, ...updated } = await update(table, params.id, changes, context);
    if (changes.timeZone !== undefined) await refreshSessions(table, updated.tenant);
    const isSecret = Object.keys(made).length > 0;
    return { status: 200, body: viewTenant(updated, publicUrl, made), ...(isSecret && { secret: true }) };
  },
);

/** An owner changes settings of both modes, whichever the console shows. */
function changerOf(principal: Principal): 'admin' | Mode {
  if (principal.kind === 'admin') return 'admin';
  return principal.kind === 'session' ? 'live' : principal.mode;
}

/**
 * The changes of a body. When a whole tenant is sent back, settings that the caller may not change count as read-only: they
 * may be there unchanged.
 */
async function changesOf(
  body: BodyOf<typeof updateTenantRoute>,
  by: 'admin' | Mode,
  load: () => Promise<TenantDetails>,
): Promise<TenantChanges> {
  if (!bringsBack(body, READ_ONLY_OF_TENANTS)) return body;
  const shown = viewTenant(await load(), publicUrl);
  const changes = withoutReadOnly(body, READ_ONLY_OF_TENANTS, shown);
  if (by === 'admin') return changes;
  const left = forbiddenTo(by, Object.keys(changes)) as (keyof typeof changes)[];
  const unchanged = left.filter((name) => isDeepStrictEqual(changes[name], shown[name]));
  return Object.fromEntries(
    Object.entries(changes).filter(([name]) => !unchanged.includes(name as keyof typeof changes)),
  );
}
