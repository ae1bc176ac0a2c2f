import { required } from '../../../../shared/base/env.ts';
import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import type { Reply } from '../../../../shared/http/exchange.ts';
import { type InvitedMember, inviteAgain } from '../../../../shared/members/invite-member.ts';
import { createInvitationRoute } from '../member-routes.ts';
import { requestedMemberId, requestedTenantId, viewInvited } from '../member-views.ts';

const publicUrl = required('PUBLIC_URL');

const replyTo = (made: InvitedMember): Reply => ({ status: 201, body: viewInvited(made), secret: true });

export const handler = adminEndpoint(
  createInvitationRoute,
  async ({ params, query, principal, receipt }, { table, clock }) => {
    const tenant = requestedTenantId(principal, query.tenantId);
    const member = requestedMemberId(principal, params.id);
    const context = { publicUrl, now: clock() };
    return replyTo(await inviteAgain(table, tenant, member, context, (made) => receipt(replyTo(made))));
  },
);
