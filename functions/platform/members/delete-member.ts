import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { removeMember } from '../../../shared/members/change-member.ts';
import { deleteMemberRoute } from './member-routes.ts';
import { requestedMemberId, requestedTenantId } from './member-views.ts';

export const handler = adminEndpoint(
  deleteMemberRoute,
  async ({ params, query, principal }, { table, clock }) => {
    const tenant = requestedTenantId(principal, query.tenantId);
    await removeMember(table, tenant, requestedMemberId(principal, params.id), clock());
    return { status: 204 };
  },
);
