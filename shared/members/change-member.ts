import { type Decision, decideAndStore, failAfterFewConflicts } from '../adapters/dynamo/decide-and-store.ts';
import { present, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { Problem } from '../base/problem.ts';
import { isEnough, type Role } from '../tenants/access/role.ts';
import { withdrawLink } from './link.ts';
import { emailKey, type Language, loadMember, type Member, memberKey, memberToItem } from './member.ts';
import { countRefused, countRole } from './member-count.ts';
import { savedViewsKey } from './saved-views.ts';
import { sessionKey } from './session.ts';
import { endSessions, listSessions, memberCopy, type SessionOwner } from './session-store.ts';

/** Changes of a member; fields that are left out stay. */
export interface MemberChanges {
  name?: string | undefined;
  role?: Role | undefined;
  language?: Language | null | undefined;
}

/** Who requests a change: a member, or an admin. */
export type ChangedBy = { memberId: string; role: Role } | 'admin';

/**
 * Changes a member; permissions change immediately, also in open sessions.
 * @throws Problem not_found, role_needed, last_owner, conflict
 */
export function changeMember(
  table: Table,
  tenantId: string,
  memberId: string,
  changes: MemberChanges,
  by: ChangedBy,
  now: Date,
): Promise<Member> {
  requireMayChange(memberId, changes, by);
  return decideWithSessions(table, { tenantId, memberId }, now, ({ member: before, sessions }) => {
    const member = changed(before, changes, now);
    if (member === before) return { answer: before };
    const set = memberCopy(member);
    const inSessions = sessions.map(
      ({ hash }): Write => ({ update: sessionKey(hash), changes: { set }, if: present }),
    );
    return {
      answer: member,
      writes: [
        { put: memberToItem(member), if: versionIs(before.version) },
        ...countRole(tenantId, before.role, member.role),
        ...inSessions,
      ],
    };
  });
}

/** Everyone changes their own name and language; all else is for owners. */
function requireMayChange(memberId: string, { role }: MemberChanges, by: ChangedBy): void {
  if (by === 'admin' || isEnough(by.role, 'owner')) return;
  if (by.memberId !== memberId || (role !== undefined && role !== by.role))
    throw new Problem('role_needed', { role: 'owner' });
}

function changed(before: Member, { name, role, language }: MemberChanges, now: Date): Member {
  const after = {
    ...before,
    name: name ?? before.name,
    role: role ?? before.role,
    language: language === undefined ? before.language : language,
  };
  const isSame =
    after.name === before.name && after.role === before.role && after.language === before.language;
  return isSame ? before : { ...after, updatedAt: now.toISOString(), version: before.version + 1 };
}

/**
 * Removes a member and ends their sessions; the e-mail is free again.
 * @throws Problem not_found, last_owner, conflict
 */
export function removeMember(table: Table, tenantId: string, memberId: string, now: Date): Promise<void> {
  return decideWithSessions(table, { tenantId, memberId }, now, ({ member, sessions }) => ({
    answer: undefined,
    writes: [
      { delete: memberKey(tenantId, memberId), if: versionIs(member.version) },
      { delete: emailKey(member.email) },
      { delete: savedViewsKey(tenantId, memberId) },
      ...countRole(tenantId, member.role, undefined),
      ...(member.invitation ? [withdrawLink(member.invitation.hash)] : []),
      ...endSessions({ tenantId, memberId }, sessions),
    ],
  }));
}

/**
 * Ends all sessions of a member.
 * @throws Problem not_found, role_needed, conflict
 */
export function endAllSessions(
  table: Table,
  tenantId: string,
  memberId: string,
  by: ChangedBy,
  now: Date,
): Promise<void> {
  requireMayChange(memberId, {}, by);
  return decideWithSessions(table, { tenantId, memberId }, now, ({ member, sessions }) => ({
    answer: undefined,
    writes: [
      { put: memberToItem({ ...member, version: member.version + 1 }), if: versionIs(member.version) },
      ...endSessions({ tenantId, memberId }, sessions),
    ],
  }));
}

/** A sign-in writes the member: sessions that begin after they are listed are found by the next attempt. */
const decideWithSessions = <Answer>(
  table: Table,
  owner: SessionOwner,
  now: Date,
  decide: (found: Awaited<ReturnType<typeof loadWithSessions>>) => Decision<Answer>,
): Promise<Answer> =>
  decideAndStore(
    { table, clock: () => now },
    {
      load: () => loadWithSessions(table, owner, now),
      decide,
      refused: countRefused,
      conflicts: failAfterFewConflicts,
    },
  );

async function loadWithSessions(table: Table, owner: SessionOwner, now: Date) {
  const member = await loadMember(table, owner.tenantId, owner.memberId);
  return { member, sessions: await listSessions(table, owner, now) };
}
