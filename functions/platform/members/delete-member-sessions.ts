import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { endAllSessions } from '../../../shared/members/change-member.ts';
import { changedBy, memberMeant, tenantMeant } from './member-views.ts';
import { deleteMemberSessionsRoute } from './session-routes.ts';

export const handler = adminEndpoint(
  deleteMemberSessionsRoute,
  async ({ params, query, principal }, { table, clock }) => {
    const tenant = tenantMeant(principal, query.tenantId);
    await endAllSessions(table, tenant, memberMeant(principal, params.id), changedBy(principal), clock());
    return { status: 204 };
  },
);
