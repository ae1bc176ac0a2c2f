import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../base/problem.ts';
import { hashApiKeySecret, isApiKeySecret, principalFromItem } from '../../tenants/access/api-key.ts';
import type { KeyPrincipal } from '../../tenants/access/caller.ts';
import type { Declaration } from '../declaration.ts';
import type { Exchange, Reply, Services } from '../exchange.ts';
import { expectedPrincipal, noteExhausted } from '../limits/known-keys.ts';
import { countRequest } from '../limits/rate-limit.ts';
import type { CurrentAdminKey } from '../sign-in/admin-key.ts';
import { admitSession } from './admit-session.ts';
import type { Middleware } from './middleware.ts';

/**
 * Admits a tenant's key, or a member where members may call, and counts the request. A handler that only reads begins
 * meanwhile, as the principal that the key had the last time; nothing is answered before the key is admitted.
 */
export function authenticateKey(services: Services): Middleware {
  return {
    async before({ internal: { state: exchange } }) {
      const presented = await keyUnlessSession(exchange, services);
      if (presented === undefined) return;
      const expected = mayStartEarly(exchange.declaration) && expectedFor(exchange, presented, services);
      const admission = admitKey(exchange, presented, services);
      if (!expected) return void (await admission);
      // It is waited for, and what it throws is answered, when there is something to answer.
      admission.catch(() => undefined);
      const { tenantId, mode, keyId } = expected;
      exchange.log = exchange.log.with({ tenantId, mode, keyId });
      exchange.principal = expected;
      exchange.admission = admission;
    },

    // A caller who is not admitted does not learn what else is wrong.
    async onError(request) {
      try {
        await request.internal.state.admission;
      } catch (refused) {
        request.error = refused as Error;
      }
    },
  };
}

/** Whether everything that an endpoint does before its key is known is reading the table. */
const mayStartEarly = ({ dialect, method, table }: Declaration): boolean =>
  dialect === 'orders' && method === 'GET' && table === 'read';

const expectedFor = (
  { dialect }: Exchange,
  presented: string,
  { clock }: Services,
): KeyPrincipal | undefined =>
  isApiKeySecret(presented) ? expectedPrincipal(dialect, hashApiKeySecret(presented), clock()) : undefined;

/** The handler's answer, once the key is admitted: computed again where the key's principal is another than expected. */
export async function afterAdmission(
  { admission, principal: expected }: Pick<Exchange, 'admission' | 'principal'>,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  if (admission === undefined) return answer();
  const answering = answer();
  // Its error counts only once the key is admitted.
  answering.catch(() => undefined);
  // A refusal does not wait for the reads: their duration must not be revealed.
  return isDeepStrictEqual(await admission, expected) ? answering : answer();
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

async function admitKey(
  exchange: Exchange,
  presented: string,
  { table, clock }: Services,
): Promise<KeyPrincipal> {
  if (!isApiKeySecret(presented)) throw new Problem('unauthenticated');
  const { dialect } = exchange;
  const [hash, now] = [hashApiKeySecret(presented), clock()];
  const counted = await countRequest(table, dialect, hash, now);
  // An item without an owner was not created as an API key.
  if (counted.kind === 'no-such-key' || counted.item.tenantId === undefined)
    throw new Problem('unauthenticated');
  const principal = principalFromItem(counted.item);
  const { tenantId, mode, keyId } = principal;
  exchange.log = exchange.log.with({ tenantId, mode, keyId });
  exchange.rate = counted.rate;
  if (counted.kind === 'exhausted') {
    noteExhausted(dialect, hash, now);
    throw new Problem('rate_limited', { retryAfterSeconds: counted.rate.resetSeconds });
  }
  if (exchange.declaration.testOnly && mode !== 'test') throw new Problem('test_key_needed');
  exchange.principal = principal;
  return principal;
}
