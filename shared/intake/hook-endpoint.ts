import type { Declaration } from '../http/declaration.ts';
import { guarded, type RequestHandler, servicesFromEnvironment } from '../http/endpoints/endpoint.ts';
import type { Handler, HttpPlugin, Services } from '../http/exchange.ts';
import type { Middleware } from '../http/middleware/middleware.ts';
import { admitIntake } from './admit-intake.ts';

type ForHooks = Declaration & { readonly audience: 'hook' };

/**
 * An `endpoint` that the token of an intake hook opens: the `token` in its path.
 *
 * @param services for tests; a function makes its own from the environment, once, at its start
 */
export function hookEndpoint<const D extends ForHooks>(
  declaration: D,
  handle: RequestHandler<D>,
  services: Services = servicesFromEnvironment(),
  plugins: readonly HttpPlugin[] = [],
): Handler {
  return guarded(declaration, [authenticateHook(services)], handle, services, plugins);
}

/** Lets a hook in and counts its request. */
function authenticateHook({ table, clock }: Services): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const admission = await admitIntake(table, exchange.event.pathParameters?.token ?? '', clock());
      const { tenantId, mode } = admission.credential;
      exchange.log = exchange.log.with({ tenantId, mode });
      exchange.principal = { kind: 'hook', ...admission };
    },
  };
}
