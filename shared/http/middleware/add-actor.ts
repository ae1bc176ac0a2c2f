import type { Actor } from '../../base/actor.ts';
import { withActor } from '../../events/with-actor.ts';
import type { Exchange, Services } from '../exchange.ts';
import type { Middleware } from './middleware.ts';

/** Adds the caller as the actor to every event that the handler stores. */
export function addActor(services: Services): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const actor = actorOf(exchange);
      if (actor) exchange.services = { ...services, table: withActor(services.table, actor) };
    },
  };
}

function actorOf({ declaration, principal }: Exchange): Actor | undefined {
  return declaration.actsFor ? { kind: declaration.actsFor } : actorFor(principal);
}

/** The actor of what a principal requests, whether it is done now or later. */
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
