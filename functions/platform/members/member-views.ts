import type * as z from 'zod';
import { Problem } from '../../../shared/base/problem.ts';
import type { PrincipalFor } from '../../../shared/http/principal.ts';
import type { ChangedBy } from '../../../shared/members/change-member.ts';
import type { InvitedMember } from '../../../shared/members/invite-member.ts';
import type { Member } from '../../../shared/members/member.ts';
import type { InvitedMemberView, MemberView } from './member-fields.ts';

type Who = PrincipalFor<'admin-or-member'>;

/**
 * Whose members a request is about: the caller's own tenant's or, for an admin, the named one's.
 * @throws Problem invalid_request when an admin names none, forbidden when a member names another
 */
export function tenantMeant(principal: Who, named: string | undefined): string {
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
export const memberMeant = (principal: Who, named: string): string =>
  named === 'me' && principal.kind === 'session' ? principal.memberId : named;

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

export const viewInvited = ({ member, invitation }: InvitedMember): z.output<typeof InvitedMemberView> => ({
  ...viewMember(member),
  invitation,
});
