import { endpoint, type Reply } from '../../shared/http/endpoints/endpoint.ts';
import { readSessionToken } from '../../shared/http/session-cookie.ts';
import { memberFromItem, memberKey } from '../../shared/members/member.ts';
import { hashToken, sessionFromItem, sessionKey } from '../../shared/members/session.ts';
import { tenantFromItem, tenantKey } from '../../shared/tenants/tenant.ts';
import { getSessionRoute } from './routes.ts';

const nobody: Reply = { status: 200, body: { signedIn: false } };

export const handler = endpoint(getSessionRoute, async ({ event }, { table, clock }) => {
  const token = readSessionToken(event);
  if (token === undefined) return nobody;
  const session = sessionFromItem(await table.get(sessionKey(hashToken(token))), clock());
  if (session === undefined) return nobody;
  if (session.member === undefined) return { status: 200, body: { signedIn: true, admin: true } };
  const { tenantId } = session.member;
  const items = await table.batchGet([memberKey(tenantId, session.member.id), tenantKey(tenantId)]);
  const [member] = items.filter(({ entity }) => entity === 'member').map(memberFromItem);
  const [tenant] = items.filter(({ entity }) => entity === 'tenant').map(tenantFromItem);
  if (member === undefined || tenant === undefined) return nobody;
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
