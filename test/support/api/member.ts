import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { newId } from '../../../shared/base/ids.ts';
import type { Mode } from '../../../shared/base/scope.ts';
import { adminKeyFromEnvironment } from '../../../shared/http/sign-in/admin-key.ts';
import { type Member, memberToItem } from '../../../shared/members/member.ts';
import { newSecret } from '../../../shared/members/session.ts';
import { startSession } from '../../../shared/members/session-store.ts';
import type { Role } from '../../../shared/tenants/access/role.ts';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';
import { ADMIN_KEY } from './api.ts';

/** Where the functions believe that they are served. */
export const CONSOLE_ORIGIN = 'http://api.test';

/** What a browser sends with each request of a session, and its member. */
export interface SignedIn {
  member: Member;
  token: string;
  headers: Record<string, string>;
  cookies: string[];
}

/** What a browser sends for a session. @param mode live unless it is said */
export const browserOf = (token: string, mode?: Mode): Pick<SignedIn, 'headers' | 'cookies'> => ({
  headers: { origin: CONSOLE_ORIGIN, ...(mode && { 'recado-mode': mode }) },
  cookies: [`recado-session=${token}`],
});

/** A stored member of a tenant who is signed in. */
export async function signIn(
  table: Table,
  tenant: Tenant,
  role: Role,
  { mode, now = new Date() }: { mode?: Mode; now?: Date } = {},
): Promise<SignedIn> {
  const id = newId('member', now);
  const member: Member = {
    id,
    tenantId: tenant.id,
    name: `The ${role}`,
    email: `${id}@example.com`,
    role,
    language: null,
    status: 'active',
    invitation: null,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
  const { token, writes } = startSession({ member, tenant }, 'a browser', now);
  await table.transact([{ put: memberToItem(member) }, ...writes]);
  return { member, token, ...browserOf(token, mode) };
}

/** The cookie of somebody who signed in with the admin key. */
export async function signInAdmin(
  table: Table,
  { now = new Date(), adminKey = ADMIN_KEY }: { now?: Date; adminKey?: string } = {},
): Promise<Omit<SignedIn, 'member'>> {
  const secret = newSecret();
  const proof = (await adminKeyFromEnvironment({ ADMIN_API_KEY: adminKey }).sign(secret)) ?? '';
  const { token, writes } = startSession({ token: secret, proof }, 'a browser', now);
  await table.transact(writes);
  return { token, ...browserOf(token) };
}
