import { newId } from '../../../shared/base/ids.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { insertUser, type User, viewUser } from '../../../shared/tenants/user.ts';
import { createUserRoute } from './customer-routes.ts';

export const handler = endpoint(createUserRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const { tenantId, mode } = principal;
  const now = clock();
  const user: User = {
    tenantId,
    mode,
    id: newId('user', now),
    name: body.name,
    phone: body.phone ? requirePhone(body.phone, principal.country, 'phone') : null,
    createdAt: now.toISOString(),
  };
  const reply = { status: 201, body: viewUser(user) };
  await insertUser(table, user, receipt(reply));
  return reply;
});
