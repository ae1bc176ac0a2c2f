import { Problem } from '../../base/problem.ts';
import { hashApiKeySecret, isApiKeySecret, principalFromItem } from '../../tenants/api-key.ts';
import type { Exchange, Services } from '../exchange.ts';
import { countRequest } from '../limits/rate-limit.ts';
import type { CurrentAdminKey } from '../sign-in/admin-key.ts';
import { admitSession } from './admit-session.ts';
import type { Middleware } from './middleware.ts';

/** Lets in a tenant's key, or a member where members may call, and counts the request. */
export function authenticateKey(services: Services): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const presented = await keyUnlessSession(exchange, services);
      if (presented !== undefined) await admitKey(exchange, presented, services);
    },
  };
}

/** Lets in the admin key, a session and, where the endpoint takes them, a tenant's key. */
export function authenticateAdmin(services: Services, adminKey: CurrentAdminKey): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const presented = await keyUnlessSession(exchange, services, adminKey);
      if (presented === undefined) return;
      if (!isApiKeySecret(presented)) {
        if (!(await adminKey.is(presented, exchange.log))) throw new Problem('unauthenticated');
        exchange.principal = { kind: 'admin' };
        return;
      }
      await admitKey(exchange, presented, services);
      if (exchange.declaration.audience !== 'admin-or-key') throw new Problem('forbidden');
    },
  };
}

/** @returns the key that the request presents; undefined when a session was let in without one */
async function keyUnlessSession(
  exchange: Exchange,
  services: Services,
  adminKey?: CurrentAdminKey,
): Promise<string | undefined> {
  const { dialect, headers } = exchange;
  const presented = dialect.readKey(headers);
  if (presented !== undefined || (await admitSession(exchange, services, adminKey))) return presented;
  throw new Problem('unauthenticated', dialect.missingKey);
}

async function admitKey(exchange: Exchange, presented: string, { table, clock }: Services): Promise<void> {
  if (!isApiKeySecret(presented)) throw new Problem('unauthenticated');
  const counted = await countRequest(table, exchange.dialect, hashApiKeySecret(presented), clock());
  // An item without an owner was not created as an API key.
  if (counted.kind === 'no-such-key' || counted.item.tenantId === undefined)
    throw new Problem('unauthenticated');
  const principal = principalFromItem(counted.item);
  const { tenantId, mode, keyId } = principal;
  exchange.log = exchange.log.with({ tenantId, mode, keyId });
  exchange.rate = counted.rate;
  if (counted.kind === 'exhausted')
    throw new Problem('rate_limited', { retryAfterSeconds: counted.rate.resetSeconds });
  if (exchange.declaration.testOnly && mode !== 'test') throw new Problem('test_key_needed');
  exchange.principal = principal;
}
