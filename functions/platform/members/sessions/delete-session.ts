import { adminEndpoint } from '../../../../shared/http/endpoints/admin-endpoint.ts';
import { sessionCookie } from '../../../../shared/http/sign-in/session-cookie.ts';
import { endSession, sessionOwner } from '../../../../shared/members/session-store.ts';
import { deleteSessionRoute } from './session-routes.ts';

export const handler = adminEndpoint(deleteSessionRoute, async ({ params, principal }, { table }) => {
  const id = params.id === 'current' ? principal.sessionId : params.id;
  await endSession(table, sessionOwner(principal), id);
  return { status: 204, ...(id === principal.sessionId && { cookies: [sessionCookie('', 0)] }) };
});
