import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { putOptOut } from '../../../shared/tenants/opt-outs.ts';
import { createOptOutRoute } from './customer-routes.ts';

export const handler = endpoint(createOptOutRoute, async ({ body, principal, receipt }, { table, clock }) => {
  const optOut = {
    phone: requirePhone(body.phone, principal.country, 'phone'),
    reason: body.reason || null,
    createdAt: clock().toISOString(),
  };
  const reply = { status: 201, body: optOut };
  await putOptOut(table, principal, optOut, receipt(reply));
  return reply;
});
