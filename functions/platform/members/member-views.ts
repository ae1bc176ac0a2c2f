import type * as z from 'zod';
import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import { Problem } from '../../../shared/base/problem.ts';
import type { Reply } from '../../../shared/http/exchange.ts';
import type { PrincipalFor } from '../../../shared/http/principal.ts';
import type { ChangedBy } from '../../../shared/members/change-member.ts';
import type { InvitedMember } from '../../../shared/members/invite-member.ts';
import { loadMember, type Member } from '../../../shared/members/member.ts';
import type { SessionPrincipal, TenantPrincipal } from '../../../shared/tenants/access/caller.ts';
import type { InvitedMemberView, MemberView } from './member-fields.ts';

type Who = PrincipalFor<'admin-or-member'>;

/**
 * The tenant whose members a request is about: the caller's own or, for an admin, the named one.
 * @throws Problem invalid_request when an admin names none, forbidden when a member names another
 */
export function requestedTenantId(principal: Who, named: string | undefined): string {
  if (principal.kind === 'session') {
    if (named !== undefined && named !== principal.tenantId)
      throw new Problem('forbidden', { field: 'tenantId' });
    return principal.tenantId;
  }
  if (named === undefined)
    throw new Problem('invalid_request', { issues: [{ field: 'tenantId', rule: 'required' }] });
  return named;
}

/** @returns the id that a path names: an id, or `me` */
export const requestedMemberId = (principal: Who, named: string): string =>
  named === 'me' && principal.kind === 'session' ? principal.memberId : named;

/**
 * The caller, where a member may see to their own alone.
 * @throws Problem forbidden
 */
export function requireSelf(principal: Who, named: string): SessionPrincipal {
  if (principal.kind === 'admin' || requestedMemberId(principal, named) !== principal.memberId)
    throw new Problem('forbidden');
  return principal;
}

/**
 * The owner of the requested saved views: members have their own, and a key those of a member of its tenant.
 * @throws Problem forbidden, not_found
 */
export async function requestedViewsOwner(
  table: Table,
  principal: TenantPrincipal,
  named: string,
): Promise<{ tenantId: string; memberId: string }> {
  if (principal.kind === 'session') return requireSelf(principal, named);
  const { tenantId, id: memberId } = await loadMember(table, principal.tenantId, named);
  return { tenantId, memberId };
}

export const changedBy = (principal: Who): ChangedBy =>
  principal.kind === 'admin' ? 'admin' : { memberId: principal.memberId, role: principal.role };

export const viewMember = (member: Member): z.output<typeof MemberView> => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  language: member.language,
  status: member.status,
  invitation: member.invitation && { expiresAt: member.invitation.expiresAt },
  createdAt: member.createdAt,
  updatedAt: member.updatedAt,
});

const viewInvited = ({ member, invitation }: InvitedMember): z.output<typeof InvitedMemberView> => ({
  ...viewMember(member),
  invitation,
});

/** The only answer with the member's link. */
export const replyInvited = (made: InvitedMember): Reply => ({
  status: 201,
  body: viewInvited(made),
  secret: true,
});
