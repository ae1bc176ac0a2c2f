import type { Table } from '../adapters/dynamo/table.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../tenants/tenant/tenant.ts';
import { type Member, memberFromItem, memberKey } from './member.ts';
import { hashSecret, sessionFromItem, sessionKey } from './session.ts';

export interface MemberAndTenant {
  member: Member;
  tenant: Tenant;
}

/** The person or admin of a session. */
export type SignedIn = { kind: 'admin' } | ({ kind: 'member' } & MemberAndTenant);

/**
 * The person who signed in with this token; undefined when there is none, or the session has ended.
 * @param isOfAdminKey whether the admin key that is made a proof of the token
 */
export async function loadSignedIn(
  table: Table,
  token: string,
  isOfAdminKey: (proof: string) => Promise<boolean>,
  now: Date,
): Promise<SignedIn | undefined> {
  const session = sessionFromItem(await table.get(sessionKey(hashSecret(token))), now);
  if (session === undefined) return undefined;
  if (session.member === undefined)
    return (await isOfAdminKey(session.adminProof)) ? { kind: 'admin' } : undefined;
  const { id: memberId, tenantId } = session.member;
  const found = await loadMemberAndTenant(table, { tenantId, memberId });
  return found && { kind: 'member', ...found };
}

/** Both together; undefined when either is gone. */
export async function loadMemberAndTenant(
  table: Table,
  { tenantId, memberId }: { tenantId: string; memberId: string },
): Promise<MemberAndTenant | undefined> {
  const items = await table.batchGet([memberKey(tenantId, memberId), tenantKey(tenantId)]);
  const [member] = items.filter(({ entity }) => entity === 'member').map(memberFromItem);
  const [tenant] = items.filter(({ entity }) => entity === 'tenant').map(tenantFromItem);
  return member && tenant && { member, tenant };
}
