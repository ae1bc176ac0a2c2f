import { absent, type Item, type Key, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { copiedFrom } from '../tenants/api-key.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { type Member, membersPartition } from './member.ts';
import {
  hashToken,
  IDLE_SECONDS,
  LONGEST_SECONDS,
  newToken,
  type Session,
  sessionFromItem,
  sessionKey,
} from './session.ts';

/** Whose sessions are listed and ended together: those of one member, or of all admins. */
export interface SessionOwner {
  tenantId: string;
  memberId: string;
}

/** Admins are nobody's members, and hold one key together. */
export const ADMINS: SessionOwner = { tenantId: 'admin', memberId: 'admin' };

/** A session as its owner's list holds it. */
export interface ListedSession {
  /** `ses_…` */
  id: string;
  hash: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** What the browser calls itself. */
  userAgent: string | null;
}

const SESSIONS = 'SESSION#';

const listPrefix = ({ memberId }: SessionOwner): string => `${SESSIONS}${memberId}#`;

const listedKey = (owner: SessionOwner, id: string): Key => ({
  pk: membersPartition(owner.tenantId),
  sk: listPrefix(owner) + id,
});

export interface StartedSession {
  /** For the cookie; stored nowhere. */
  token: string;
  session: Session;
  writes: Write[];
}

/** A new session of a member, or of an admin, and the writes that store it. */
export function startSession(
  who: { member: Member; tenant: Tenant } | 'admin',
  userAgent: string | undefined,
  now: Date,
): StartedSession {
  const token = newToken();
  const seconds = Math.floor(now.getTime() / 1000);
  const session: Session = {
    id: newId('session', now),
    hash: hashToken(token),
    member: who === 'admin' ? undefined : who.member,
    createdAt: now.toISOString(),
    expiresAt: seconds + IDLE_SECONDS,
    endsAt: seconds + LONGEST_SECONDS[who === 'admin' ? 'admin' : 'member'],
  };
  const owner = who === 'admin' ? ADMINS : { tenantId: who.tenant.id, memberId: who.member.id };
  const { id, hash, createdAt, expiresAt, endsAt } = session;
  const listed: ListedSession = { id, hash, createdAt, userAgent: userAgent?.slice(0, 200) ?? null };
  const credential: Item = {
    ...sessionKey(hash),
    entity: 'session',
    sessionId: id,
    ...(who !== 'admin' && { ...copiedOf(who.member), ...copiedFromTenant(who.tenant) }),
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

/** What of its member each session holds, so that a request needs no other read. */
export const copiedOf = ({ id, tenantId, name, role }: Member): Record<string, unknown> => ({
  memberId: id,
  tenantId,
  name,
  role,
});

/** And what of the tenant. */
function copiedFromTenant(tenant: Tenant): Record<string, unknown> {
  const { country, currency, timeZone, tenantVersion } = copiedFrom(tenant);
  return { country, currency, timeZone, tenantVersion };
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
  return listed.flatMap((one) => {
    const session = alive.get(one.id);
    return session ? [{ ...one, ...session }] : [];
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
