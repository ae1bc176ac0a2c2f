import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { deleteOptOut } from '../../shared/tenants/opt-outs.ts';
import { deleteOptOutRoute } from './customer-routes.ts';
import { requirePhone } from './phone.ts';

export const handler = endpoint(deleteOptOutRoute, async ({ params, principal }, { table }) => {
  await deleteOptOut(table, principal, requirePhone(params.phone, principal));
  return { status: 204 };
});
