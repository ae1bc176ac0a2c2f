import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { listMembers } from '../../../shared/members/member.ts';
import { listMembersRoute } from './member-routes.ts';
import { requestedTenantId, viewMember } from './member-views.ts';

export const handler = adminEndpoint(listMembersRoute, async ({ query, principal }, { table }) => {
  const members = await listMembers(table, requestedTenantId(principal, query.tenantId));
  return { status: 200, body: { members: members.map(viewMember) } };
});
