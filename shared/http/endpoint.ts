import type { Declaration } from './declaration.ts';
import type { Handler, Reply, Request, Services } from './exchange.ts';
import type { PrincipalFor } from './principal.ts';

export type { Handler, Reply, Request, Services } from './exchange.ts';
export type { AdminPrincipal, KeyPrincipal, Principal, PrincipalFor } from './principal.ts';

/** The request that the handler of a declaration gets. */
export type RequestFor<D extends Declaration> = Request<D, PrincipalFor<D['audience']>>;

/**
 * Makes a declaration and what it does a Lambda function: authenticates and counts the request, checks it against the
 * declaration's schemas, replays what an `Idempotency-Key` already did, and words answers and errors in its dialect.
 *
 * @param services for tests; a function makes its own from the environment, once, at its start
 */
export function endpoint<const D extends Declaration>(
  _declaration: D,
  _handle: (request: RequestFor<D>, services: Services) => Promise<Reply>,
  _services?: Services,
): Handler {
  throw new Error('Not there yet');
}
