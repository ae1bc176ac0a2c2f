import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { deleteIntakeHook as remove } from '../../../shared/tenants/access/hook.ts';
import { deleteIntakeHookRoute } from './intake-hook-routes.ts';

export const handler = endpoint(deleteIntakeHookRoute, async ({ params, principal }, { table }) => {
  await remove(table, principal, params.id);
  return { status: 204 };
});
