import { required } from '../../../shared/base/env.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { inviteMember } from '../../../shared/members/invite-member.ts';
import { createMemberRoute } from './member-routes.ts';
import { replyInvited, requestedTenantId } from './member-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = adminEndpoint(
  createMemberRoute,
  async ({ body: { tenantId, language = null, ...given }, principal, receipt }, { table, clock }) => {
    const tenant = requestedTenantId(principal, tenantId);
    const context = { publicUrl, now: clock() };
    const member = { ...given, language };
    return replyInvited(
      await inviteMember(table, tenant, member, context, (made) => receipt(replyInvited(made))),
    );
  },
);
