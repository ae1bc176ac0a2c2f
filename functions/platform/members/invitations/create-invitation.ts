import { required } from '../../../../shared/base/env.ts';
import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import { inviteAgain } from '../../../../shared/members/invite-member.ts';
import { createInvitationRoute } from '../member-routes.ts';
import { replyInvited, requestedMemberId, requestedTenantId } from '../member-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = adminEndpoint(
  createInvitationRoute,
  async ({ params, query, principal, receipt }, { table, clock }) => {
    const tenant = requestedTenantId(principal, query.tenantId);
    const member = requestedMemberId(principal, params.id);
    const context = { publicUrl, now: clock() };
    return replyInvited(
      await inviteAgain(table, tenant, member, context, (made) => receipt(replyInvited(made))),
    );
  },
);
