import { type AdminKeyCheck, adminKeyFromEnvironment } from '../admin-key.ts';
import type { Declaration } from '../declaration.ts';
import type { Handler, HttpPlugin, Services } from '../exchange.ts';
import { authenticateAdmin } from '../middleware/authenticate.ts';
import { guarded, type Handle, servicesFromEnvironment } from './endpoint.ts';

type ForAdmins = Declaration & { readonly audience: 'admin' | 'admin-or-key' };

/**
 * An `endpoint` that the admin key opens. It is separate because checking that key may need Secrets Manager's client,
 * which no other function should carry.
 *
 * @param services for tests; a function makes its own from the environment, once, at its start
 * @param isAdminKey likewise
 */
export function adminEndpoint<const D extends ForAdmins>(
  declaration: D,
  handle: Handle<D>,
  services: Services = servicesFromEnvironment(),
  isAdminKey: AdminKeyCheck = adminKeyFromEnvironment(),
  plugins: readonly HttpPlugin[] = [],
): Handler {
  return guarded(declaration, [authenticateAdmin(services, isAdminKey)], handle, services, plugins);
}
