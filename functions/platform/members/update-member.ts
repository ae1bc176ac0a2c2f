import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { changeMember } from '../../../shared/members/change-member.ts';
import { updateMemberRoute } from './member-routes.ts';
import { changedBy, requestedMemberId, requestedTenantId, viewMember } from './member-views.ts';

export const handler = adminEndpoint(
  updateMemberRoute,
  async ({ params, query, body, principal }, { table, clock }) => {
    const tenant = requestedTenantId(principal, query.tenantId);
    const id = requestedMemberId(principal, params.id);
    const member = await changeMember(table, tenant, id, body, changedBy(principal), clock());
    return { status: 200, body: viewMember(member) };
  },
);
