import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { deleteOptOut } from '../../../shared/tenants/opt-outs.ts';
import { requirePhone } from '../fields/phone.ts';
import { deleteOptOutRoute } from './customer-routes.ts';

export const handler = endpoint(deleteOptOutRoute, async ({ params, principal }, { table }) => {
  await deleteOptOut(table, principal, requirePhone(params.phone, principal));
  return { status: 204 };
});
