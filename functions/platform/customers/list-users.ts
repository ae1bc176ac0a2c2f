import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { listPage } from '../../../shared/http/list-page.ts';
import { usersList, viewUser } from '../../../shared/tenants/user.ts';
import { listUsersRoute } from './customer-routes.ts';

export const handler = endpoint(listUsersRoute, async ({ query, principal }, { table }) => {
  const { entries, nextCursor } = await listPage(table, usersList(principal), query);
  return { status: 200, body: { users: entries.map(viewUser), nextCursor } };
});
