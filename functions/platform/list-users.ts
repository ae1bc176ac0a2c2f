import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { listPage } from '../../shared/http/list-page.ts';
import { userFromItem, usersPartition, viewUser } from '../../shared/tenants/user.ts';
import { listUsersRoute } from './customer-routes.ts';

export const handler = endpoint(listUsersRoute, async ({ query, principal }, { table }) => {
  const partition = { pk: usersPartition(principal), newestFirst: true };
  const { items, nextCursor } = await listPage(table, partition, query);
  return { status: 200, body: { users: items.map(userFromItem).map(viewUser), nextCursor } };
});
