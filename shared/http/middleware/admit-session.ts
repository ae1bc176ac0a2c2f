import { ConditionFailed } from '../../adapters/dynamo/errors.ts';
import { present } from '../../adapters/dynamo/expressions.ts';
import { Problem } from '../../base/problem.ts';
import type { Mode } from '../../base/scope.ts';
import {
  extendedExpiry,
  hashSecret,
  type Session,
  sessionFromItem,
  sessionKey,
  sessionPrincipal,
} from '../../members/session.ts';
import { isEnough } from '../../tenants/access/role.ts';
import { roleFor, takesAdmins, takesSessions } from '../declaration.ts';
import type { Exchange, Services } from '../exchange.ts';
import { countSessionRequest } from '../limits/rate-limit.ts';
import { requireOwnOrigin } from '../origin.ts';
import type { CurrentAdminKey } from '../sign-in/admin-key.ts';
import { readSessionToken, sessionCookie } from '../sign-in/session-cookie.ts';

/**
 * Admits a person who signed in, when the endpoint takes sessions and the request presents no key.
 * @returns whether it was admitted
 * @throws Problem session_ended, rate_limited, foreign_origin, role_needed, forbidden, test_mode_needed
 */
export async function admitSession(
  exchange: Exchange,
  services: Services,
  adminKey?: CurrentAdminKey,
): Promise<boolean> {
  const { declaration, event } = exchange;
  if (!takesSessions(declaration)) return false;
  const token = readSessionToken(event);
  if (token === undefined) return false;
  const { table, clock } = services;
  const now = clock();
  const counted = await countSessionRequest(table, hashSecret(token), now);
  if (counted.kind === 'no-such-key') throw new Problem('session_ended');
  const { item, rate } = counted;
  const session = sessionFromItem(item, now);
  if (session === undefined) throw new Problem('session_ended');
  const { member } = session;
  exchange.log = exchange.log.with({
    sessionId: session.id,
    ...(member && { tenantId: member.tenantId, memberId: member.id }),
  });
  exchange.rate = rate;
  if (counted.kind === 'exhausted')
    throw new Problem('rate_limited', { retryAfterSeconds: rate.resetSeconds });
  if (declaration.method !== 'GET') requireOwnOrigin(exchange);
  exchange.principal = member
    ? sessionPrincipal(item, session, admitMember(exchange, member))
    : await admitAdmin(exchange, session, { token, adminKey });
  await prolong(exchange, token, session, services);
  return true;
}

/** @returns the mode that the request is about */
function admitMember({ declaration, headers }: Exchange, { role }: NonNullable<Session['member']>): Mode {
  if (declaration.audience === 'admin') throw new Problem('forbidden');
  const needed = roleFor(declaration);
  if (!isEnough(role, needed)) throw new Problem('role_needed', { role: needed });
  const mode = modeOf(headers['recado-mode']);
  if (declaration.testOnly && mode !== 'test') throw new Problem('test_mode_needed');
  return mode;
}

const MODES: readonly Mode[] = ['live', 'test'];

function modeOf(named = 'live'): Mode {
  const mode = MODES.find((candidate) => candidate === named.trim().toLowerCase());
  if (mode === undefined)
    throw new Problem('invalid_request', {
      issues: [{ field: 'Recado-Mode', rule: 'one_of', allowed: MODES }],
    });
  return mode;
}

/** A session of admins ends with the key that began it. */
async function admitAdmin(
  { declaration, log }: Exchange,
  { id, adminProof }: Session,
  { token, adminKey }: { token: string; adminKey: CurrentAdminKey | undefined },
): Promise<{ kind: 'admin'; sessionId: string }> {
  if (!takesAdmins(declaration)) throw new Problem('forbidden');
  if (!(await adminKey?.signed(token, adminProof, log))) throw new Problem('session_ended');
  return { kind: 'admin', sessionId: id };
}

/** Extends a session that is used, here and in the browser. */
async function prolong(
  exchange: Exchange,
  token: string,
  session: Session,
  { table, clock }: Services,
): Promise<void> {
  const now = clock();
  const expiresAt = extendedExpiry(session, now);
  if (expiresAt === undefined) return;
  try {
    await table.update(sessionKey(session.hash), { set: { expiresAt } }, present);
  } catch (refused) {
    // It was ended since it was read.
    if (refused instanceof ConditionFailed) throw new Problem('session_ended', {}, { cause: refused });
    throw refused;
  }
  exchange.cookies = [sessionCookie(token, expiresAt - Math.floor(now.getTime() / 1000))];
}
