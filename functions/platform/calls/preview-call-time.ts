import { callTime } from '../../../shared/calls/times/call-time.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { requirePhone } from '../../../shared/http/requests/read-phone.ts';
import { loadTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { startOf } from '../../../shared/time/read-instant.ts';
import { previewCallTimeRoute } from './calling-hours-routes.ts';

export const handler = endpoint(previewCallTimeRoute, async ({ query, principal }, { table, clock }) => {
  const { at: asked, country = null, province = null, city = null } = query;
  const phone = requirePhone(query.phone, principal.country, 'phone');
  const at = asked === undefined ? clock() : await startOf(asked, principal.timeZone);
  const tenant = await loadTenant(table, principal.tenantId);
  const next = await callTime(at, { phone, country, province, city }, tenant, 'live');
  return { status: 200, body: { phone, at: at.toISOString(), nextCallAt: next.toISOString() } };
});
