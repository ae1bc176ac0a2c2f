import { required } from '../../../shared/base/env.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import type { Reply } from '../../../shared/http/exchange.ts';
import { type InvitedMember, inviteMember } from '../../../shared/members/invite-member.ts';
import { createMemberRoute } from './member-routes.ts';
import { requestedTenantId, viewInvited } from './member-views.ts';

const publicUrl = required('PUBLIC_URL');

const replyTo = (made: InvitedMember): Reply => ({ status: 201, body: viewInvited(made), secret: true });

export const handler = adminEndpoint(
  createMemberRoute,
  async ({ body: { tenantId, language = null, ...given }, principal, receipt }, { table, clock }) => {
    const tenant = requestedTenantId(principal, tenantId);
    const context = { publicUrl, now: clock() };
    const member = { ...given, language };
    return replyTo(await inviteMember(table, tenant, member, context, (made) => receipt(replyTo(made))));
  },
);
