import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { deleteOptOut } from '../../../shared/tenants/opt-outs.ts';
import { deleteOptOutRoute } from './customer-routes.ts';

export const handler = endpoint(deleteOptOutRoute, async ({ params, principal }, { table }) => {
  await deleteOptOut(table, principal, requirePhone(params.phone, principal.country, 'phone'));
  return { status: 204 };
});
