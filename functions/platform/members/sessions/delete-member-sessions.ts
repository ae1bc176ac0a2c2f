import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import { endAllSessions } from '../../../../shared/members/change-member.ts';
import { changedBy, requestedMemberId, requestedTenantId } from '../member-views.ts';
import { deleteMemberSessionsRoute } from './session-routes.ts';

export const handler = adminEndpoint(
  deleteMemberSessionsRoute,
  async ({ params, query, principal }, { table, clock }) => {
    const tenant = requestedTenantId(principal, query.tenantId);
    await endAllSessions(
      table,
      tenant,
      requestedMemberId(principal, params.id),
      changedBy(principal),
      clock(),
    );
    return { status: 204 };
  },
);
