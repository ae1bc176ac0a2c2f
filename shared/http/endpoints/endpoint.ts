import { tableFromEnvironment } from '../../adapters/dynamo/client.ts';
import { systemClock } from '../../base/clock.ts';
import type { Declaration } from '../declaration.ts';
import type { Exchange, Handler, HttpPlugin, Reply, Request, Services } from '../exchange.ts';
import { addActor } from '../middleware/add-actor.ts';
import { afterAdmission, authenticateKey } from '../middleware/authenticate.ts';
import { boundAddresses } from '../middleware/bound-addresses.ts';
import type { Middleware } from '../middleware/middleware.ts';
import { readRequest, type TenantCurrency } from '../middleware/read-request.ts';
import { replayReceipts } from '../middleware/replay-receipts.ts';
import type { PrincipalFor } from '../principal.ts';
import { serve } from './serve.ts';

export type { TenantPrincipal } from '../../tenants/access/caller.ts';
export type { Handler, Reply, Request, Services } from '../exchange.ts';
export type { AdminPrincipal, Principal, PrincipalFor } from '../principal.ts';

/** The request that the handler of a declaration gets. */
export type RequestFor<D extends Declaration> = Request<D, PrincipalFor<D['audience']>>;

/** Answers the valid requests of a declaration. */
export type RequestHandler<D extends Declaration> = (
  request: RequestFor<D>,
  services: Services,
) => Promise<Reply>;

type ForKeys = Declaration & { readonly audience: 'key' | 'none' };

/**
 * Makes a declaration and what it does a Lambda function: authenticates and counts the request, checks it against the
 * declaration's schemas, replays what an `Idempotency-Key` already did, and words answers and errors in its dialect.
 * What admins may call is an `adminEndpoint`.
 *
 * @param services for tests; a function makes its own from the environment, once, at its start
 * @param plugins wrap everything else: they see the event first and the result last
 */
export function endpoint<const D extends ForKeys>(
  declaration: D,
  handle: RequestHandler<D>,
  services: Services = servicesFromEnvironment(),
  plugins: readonly HttpPlugin[] = [],
): Handler {
  const guards = declaration.audience === 'key' ? [authenticateKey(services)] : [boundAddresses(services)];
  return guarded(declaration, guards, handle, services, plugins);
}

/** @throws Error when `TABLE_NAME` is not set */
export function servicesFromEnvironment(): Services {
  return { table: tableFromEnvironment(), clock: systemClock };
}

/** What all endpoints with a table do after their guards let a request in. */
export function guarded<D extends Declaration>(
  declaration: D,
  guards: readonly Middleware[],
  handle: RequestHandler<D>,
  services: Services,
  plugins: readonly HttpPlugin[],
  tenantCurrency?: TenantCurrency,
): Handler {
  return serve(
    declaration,
    [...guards, readRequest(tenantCurrency), addActor(services), replayReceipts(services)],
    (exchange) =>
      afterAdmission(exchange, () => handle(requestOf<D>(exchange), exchange.services ?? services)),
    plugins,
  );
}

/** The guard has set the principal and the schemas have made the parts what the declaration says. */
function requestOf<D extends Declaration>(exchange: Exchange): RequestFor<D> {
  const { params, query, body, rawBody, headers, principal, requestId, event, receipt, log } = exchange;
  return {
    params,
    query,
    body,
    rawBody,
    headers,
    principal,
    requestId,
    event,
    receipt,
    log,
  } as RequestFor<D>;
}
