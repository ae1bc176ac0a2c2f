import { isId } from '../../base/ids.ts';
import { tenantKey } from '../../tenants/tenant/tenant.ts';
import type { Declaration } from '../declaration.ts';
import type { Handler, HttpPlugin, Services } from '../exchange.ts';
import { authenticateAdmin } from '../middleware/authenticate.ts';
import { currencyOfKey, type TenantCurrency } from '../middleware/read-request.ts';
import { adminKeyFromEnvironment, type CurrentAdminKey } from '../sign-in/admin-key.ts';
import { guarded, type RequestHandler, servicesFromEnvironment } from './endpoint.ts';

type ForAdmins = Declaration & { readonly audience: 'admin' | 'admin-or-key' | 'admin-or-member' };

/**
 * An `endpoint` that the admin key, or a session that began with it, opens. It is separate because checking that key may need Secrets Manager's client,
 * which no other function should carry.
 *
 * @param services for tests; a function makes its own from the environment, once, at its start
 * @param adminKey likewise
 */
export function adminEndpoint<const D extends ForAdmins>(
  declaration: D,
  handle: RequestHandler<D>,
  services: Services = servicesFromEnvironment(),
  adminKey: CurrentAdminKey = adminKeyFromEnvironment(),
  plugins: readonly HttpPlugin[] = [],
): Handler {
  const guards = [authenticateAdmin(services, adminKey)];
  return guarded(declaration, guards, handle, services, plugins, ofTenantNamed(services));
}

/** Admins name the tenant in the path or the body. One that does not exist is refused later, as always. */
const ofTenantNamed =
  ({ table }: Services): TenantCurrency =>
  async (exchange, body) => {
    if (exchange.principal?.kind !== 'admin') return currencyOfKey(exchange, body);
    const { tenantId } = (body ?? {}) as { tenantId?: unknown };
    const named = tenantId ?? exchange.event.pathParameters?.id;
    if (typeof named !== 'string' || !isId('tenant', named)) return undefined;
    return (await table.get(tenantKey(named)))?.currency as string | undefined;
  };
