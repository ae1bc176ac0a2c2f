import { decideAndStore } from '../adapters/dynamo/decide-and-store.ts';
import { absent, present, versionIs, type Write } from '../adapters/dynamo/expressions.ts';
import type { Table } from '../adapters/dynamo/table.ts';
import { newId } from '../base/ids.ts';
import { Problem } from '../base/problem.ts';
import type { Role } from '../tenants/access/role.ts';
import { loadTenant, tenantKey } from '../tenants/tenant/tenant.ts';
import { type MadeLink, makeLink, withdrawLink } from './link.ts';
import { emailKey, type Language, loadMember, type Member, memberToItem } from './member.ts';
import { countMember, countRefused } from './member-count.ts';

export interface NewMember {
  name: string;
  email: string;
  role: Role;
  language: Language | null;
}

/** A member and the member's link, which is shown only this once. */
export interface InvitedMember {
  member: Member;
  invitation: { url: string; expiresAt: string };
}

/** The base URL of links, and the current time. */
export interface InvitationContext {
  publicUrl: string;
  now: Date;
}

type Receipt = (made: InvitedMember) => readonly Write[];

const EMAIL = 'email';

/**
 * Adds a member, who sets a password with the link.
 * @throws Problem not_found without that tenant, email_taken, limit_reached
 */
export async function inviteMember(
  table: Table,
  tenantId: string,
  given: NewMember,
  { publicUrl, now }: InvitationContext,
  receiptFor: Receipt,
): Promise<InvitedMember> {
  const id = newId('member', now);
  const made = makeLink('invitation', { tenantId, memberId: id }, publicUrl, now);
  const member: Member = {
    ...given,
    id,
    tenantId,
    status: 'invited',
    invitation: invitationOf(made),
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
  const invited = invitedWith(member, made);
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => loadTenant(table, tenantId),
      decide: () => ({
        answer: invited,
        writes: [
          { check: tenantKey(tenantId), if: present },
          { put: memberToItem(member), if: absent },
          {
            put: { ...emailKey(given.email), entity: 'member-password', tenantId, memberId: id },
            if: absent,
            name: EMAIL,
          },
          countMember(tenantId, given.role),
          made.write,
        ],
        receipt: receiptFor(invited),
      }),
      refused: (cause) =>
        cause.failed(EMAIL) ? new Problem('email_taken', { field: 'email' }, { cause }) : countRefused(cause),
    },
  );
}

/**
 * Gives a member a new link: the previous one is void, the password stays valid until another one is set.
 * @throws Problem not_found
 */
export function inviteAgain(
  table: Table,
  tenantId: string,
  memberId: string,
  { publicUrl, now }: InvitationContext,
  receiptFor: Receipt,
): Promise<InvitedMember> {
  const made = makeLink('invitation', { tenantId, memberId }, publicUrl, now);
  return decideAndStore(
    { table, clock: () => now },
    {
      load: () => loadMember(table, tenantId, memberId),
      decide(before) {
        const member: Member = {
          ...before,
          invitation: invitationOf(made),
          updatedAt: now.toISOString(),
          version: before.version + 1,
        };
        const invited = invitedWith(member, made);
        return {
          answer: invited,
          writes: [
            { put: memberToItem(member), if: versionIs(before.version) },
            ...(before.invitation ? [withdrawLink(before.invitation.hash)] : []),
            made.write,
          ],
          receipt: receiptFor(invited),
        };
      },
    },
  );
}

const invitationOf = ({ link: { hash, expiresAt } }: MadeLink): Member['invitation'] => ({ hash, expiresAt });

const invitedWith = (member: Member, { url, link }: MadeLink): InvitedMember => ({
  member,
  invitation: { url, expiresAt: link.expiresAt },
});
