import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { loadHooks } from '../../../shared/tenants/access/hook.ts';
import { listIntakeHooks, viewHook } from './intake-hook-routes.ts';

export const handler = endpoint(listIntakeHooks, async ({ principal }, { table }) => {
  const hooks = await loadHooks(table, principal);
  return { status: 200, body: { intakeHooks: hooks.map(viewHook), nextCursor: null } };
});
