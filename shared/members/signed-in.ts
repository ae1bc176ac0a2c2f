import type { Table } from '../adapters/dynamo/table.ts';
import { type Tenant, tenantFromItem, tenantKey } from '../tenants/tenant.ts';
import { type Member, memberFromItem, memberKey } from './member.ts';
import { hashToken, sessionFromItem, sessionKey } from './session.ts';

/** Who a session is of. */
export type SignedIn = { kind: 'admin' } | { kind: 'member'; member: Member; tenant: Tenant };

/** Who signed in with this token; undefined when nobody did, or the session is over. */
export async function loadSignedIn(table: Table, token: string, now: Date): Promise<SignedIn | undefined> {
  const session = sessionFromItem(await table.get(sessionKey(hashToken(token))), now);
  if (session === undefined) return undefined;
  if (session.member === undefined) return { kind: 'admin' };
  const { id, tenantId } = session.member;
  const items = await table.batchGet([memberKey(tenantId, id), tenantKey(tenantId)]);
  const [member] = items.filter(({ entity }) => entity === 'member').map(memberFromItem);
  const [tenant] = items.filter(({ entity }) => entity === 'tenant').map(tenantFromItem);
  return member && tenant && { kind: 'member', member, tenant };
}
