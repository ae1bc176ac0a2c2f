import type { Actor } from '../../base/actor.ts';
import { signedBy } from '../../events/signed.ts';
import type { Exchange, Services } from '../exchange.ts';
import type { Middleware } from './middleware.ts';

/** Makes all that the handler stores as events say who called. */
export function signEvents(services: Services): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const actor = actorOf(exchange);
      if (actor) exchange.services = { ...services, table: signedBy(services.table, actor) };
    },
  };
}

function actorOf({ declaration, principal }: Exchange): Actor | undefined {
  return declaration.actsFor ? { kind: declaration.actsFor } : actorFor(principal);
}

/** The actor of what a principal requests, immediately or later. */
export function actorFor(principal: Exchange['principal']): Actor | undefined {
  switch (principal?.kind) {
    case 'key':
      return { kind: 'key', id: principal.keyId, ...(principal.label !== null && { name: principal.label }) };
    case 'session':
      return { kind: 'member', id: principal.memberId, name: principal.name };
    case 'hook': {
      const { hookId, source } = principal.credential;
      return { kind: 'hook', id: hookId, name: source };
    }
    case 'admin':
      return { kind: 'admin' };
    default:
      return undefined;
  }
}
