import { ConditionFailed } from '../adapters/dynamo/errors.ts';
import { absent, type Item, type Key, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { isId, newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import { tenantCopy } from '../tenants/access/api-key.ts';
import type { Tenant } from '../tenants/tenant/tenant.ts';
import { type Member, membersPartition } from './member.ts';
import {
  hashSecret,
  IDLE_SECONDS,
  MAX_SESSION_SECONDS,
  newSecret,
  type Session,
  sessionFromItem,
  sessionKey,
} from './session.ts';

/** The owner of sessions that are listed and ended together: one member, or all admins. */
export interface SessionOwner {
  tenantId: string;
  memberId: string;
}

/** Admins are not members of a tenant, and share one key. */
export const ADMINS: SessionOwner = { tenantId: 'admin', memberId: 'admin' };

/** The owner of a caller's sessions. */
export const sessionOwner = (caller: SessionOwner | { kind: 'admin' }): SessionOwner =>
  'memberId' in caller ? { tenantId: caller.tenantId, memberId: caller.memberId } : ADMINS;

/** A session as its owner's list holds it. */
export interface ListedSession {
  /** `ses_…` */
  id: string;
  hash: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The browser's own name. */
  userAgent: string | null;
}

const SESSIONS = 'SESSION#';

const listPrefix = ({ memberId }: SessionOwner): string => `${SESSIONS}${memberId}#`;

const listedKey = (owner: SessionOwner, id: string): Key => ({
  pk: membersPartition(owner.tenantId),
  sk: listPrefix(owner) + id,
});

/** Concurrent sessions of one owner; the oldest ends when there would be more. */
const MAX_SESSIONS = 20;

/** Of these, newest first, those that end when another one begins. */
export const tooMany = <Listed>(sessions: readonly Listed[]): Listed[] => sessions.slice(MAX_SESSIONS - 1);

export interface StartedSession {
  /** For the cookie; stored nowhere. */
  token: string;
  session: Session;
  writes: Write[];
}

/** An admin, by the admin key's signature of the new session's token. */
export interface AdminSessionProof {
  token: string;
  proof: string;
}

/** A new session of a member, or of an admin, and the writes that store it. */
export function startSession(
  who: { member: Member; tenant: Tenant } | AdminSessionProof,
  userAgent: string | undefined,
  now: Date,
): StartedSession {
  const isAdmin = 'proof' in who;
  const token = isAdmin ? who.token : newSecret();
  const seconds = Math.floor(now.getTime() / 1000);
  const session: Session = {
    id: newId('session', now),
    hash: hashSecret(token),
    member: isAdmin ? undefined : who.member,
    adminProof: isAdmin ? who.proof : '',
    createdAt: now.toISOString(),
    expiresAt: seconds + IDLE_SECONDS,
    endsAt: seconds + MAX_SESSION_SECONDS[isAdmin ? 'admin' : 'member'],
  };
  const owner = isAdmin ? ADMINS : { tenantId: who.tenant.id, memberId: who.member.id };
  const { id, hash, createdAt, expiresAt, endsAt } = session;
  const listed: ListedSession = { id, hash, createdAt, userAgent: userAgent?.slice(0, 200) ?? null };
  const credential: Item = {
    ...sessionKey(hash),
    entity: 'session',
    sessionId: id,
    ...(isAdmin ? { adminProof: who.proof } : { ...memberCopy(who.member), ...copiedFromTenant(who.tenant) }),
    createdAt,
    expiresAt,
    endsAt,
  };
  const item: Item = { ...listedKey(owner, id), entity: 'listed-session', ...listed, expiresAt: endsAt };
  return {
    token,
    session,
    writes: [
      { put: credential, if: absent },
      { put: item, if: absent },
    ],
  };
}

/** Attributes of its member that each session copies, so that a request needs no other read. */
export const memberCopy = ({ id, tenantId, name, role }: Member): Record<string, unknown> => ({
  memberId: id,
  tenantId,
  name,
  role,
});

/** Attributes of the tenant that it copies. */
function copiedFromTenant(tenant: Tenant): Record<string, unknown> {
  const { country, currency, timeZone, tenantVersion } = tenantCopy(tenant);
  return { country, currency, timeZone, tenantVersion };
}

/** Brings the open sessions of a tenant's members up to date with its settings, as its API keys are. */
export async function refreshSessions(table: Table, tenant: Tenant): Promise<void> {
  const { timeZone, tenantVersion } = copiedFromTenant(tenant);
  const older = {
    expression: 'attribute_exists(pk) AND #tenantVersion < :tenantVersion',
    names: { '#tenantVersion': 'tenantVersion' },
    values: { ':tenantVersion': tenantVersion },
  };
  for await (const { hash } of table.all({ pk: membersPartition(tenant.id), prefix: SESSIONS }))
    try {
      await table.update(sessionKey(String(hash)), { set: { timeZone, tenantVersion } }, older);
    } catch (refused) {
      // It has ended, or has a later change already.
      if (!(refused instanceof ConditionFailed)) throw refused;
    }
}

/** Those that have not ended, newest first. */
export async function listSessions(
  table: Table,
  owner: SessionOwner,
  now: Date,
): Promise<(ListedSession & Session)[]> {
  const listed = await listedOf(table, owner);
  const items = await table.batchGet(listed.map(({ hash }) => sessionKey(hash)));
  const alive = new Map(items.map((item) => [item.sessionId, sessionFromItem(item, now)]));
  return listed.flatMap((entry) => {
    const session = alive.get(entry.id);
    return session ? [{ ...entry, ...session }] : [];
  });
}

async function listedOf(table: Table, owner: SessionOwner): Promise<ListedSession[]> {
  const { pk } = listedKey(owner, '');
  const items: ListedSession[] = [];
  for await (const { id, hash, createdAt, userAgent } of table.all({
    pk,
    prefix: listPrefix(owner),
    newestFirst: true,
  }))
    items.push({ id, hash, createdAt, userAgent } as ListedSession);
  return items;
}

/** The writes that end sessions: both of their items. */
export const endSessions = (
  owner: SessionOwner,
  ended: readonly Pick<ListedSession, 'id' | 'hash'>[],
): Write[] =>
  ended.flatMap(({ id, hash }) => [{ delete: sessionKey(hash) }, { delete: listedKey(owner, id) }]);

/** Ends one session immediately. @throws Problem not_found */
export async function endSession(table: Table, owner: SessionOwner, id: string | undefined): Promise<void> {
  const listed = id !== undefined && isId('session', id) ? await table.get(listedKey(owner, id)) : undefined;
  if (listed === undefined) throw new Problem('not_found');
  await table.transact(endSessions(owner, [{ id: String(listed.id), hash: String(listed.hash) }]));
}
