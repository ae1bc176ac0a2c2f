import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { readSessionToken } from '../../shared/http/session-cookie.ts';
import { loadSignedIn } from '../../shared/members/signed-in.ts';
import { getSessionRoute } from './routes.ts';

const nobody: Reply = { status: 200, body: { signedIn: false } };

export const handler = endpoint(getSessionRoute, async ({ event }, { table, clock }) => {
  const token = readSessionToken(event);
  const signedIn = token === undefined ? undefined : await loadSignedIn(table, token, clock());
  if (signedIn === undefined) return nobody;
  if (signedIn.kind === 'admin') return { status: 200, body: { signedIn: true, admin: true } };
  const { member, tenant } = signedIn;
  return {
    status: 200,
    body: {
      signedIn: true,
      admin: false,
      member: {
        id: member.id,
        name: member.name,
        email: member.email,
        role: member.role,
        language: member.language,
      },
      tenant: {
        id: tenant.id,
        name: tenant.name,
        country: tenant.country,
        currency: tenant.currency,
        timeZone: tenant.timeZone,
        language: tenant.language,
      },
    },
  };
});
