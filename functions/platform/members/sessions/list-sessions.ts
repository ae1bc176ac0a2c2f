import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import { listSessions, sessionOwner } from '../../../../shared/members/session-store.ts';
import { listSessionsRoute } from './session-routes.ts';

export const handler = adminEndpoint(listSessionsRoute, async ({ principal }, { table, clock }) => {
  const sessions = await listSessions(table, sessionOwner(principal), clock());
  return {
    status: 200,
    body: {
      sessions: sessions.map(({ id, userAgent, createdAt, expiresAt }) => ({
        id,
        current: id === principal.sessionId,
        userAgent,
        createdAt,
        expiresAt: new Date(expiresAt * 1000).toISOString(),
      })),
    },
  };
});
