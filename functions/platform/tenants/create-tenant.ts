import { required } from '../../../shared/base/env.ts';
import { newId } from '../../../shared/base/ids.ts';
import { Problem } from '../../../shared/base/problem.ts';
import { adminEndpoint } from '../../../shared/http/endpoints/admin-endpoint.ts';
import { insertTenant, newTenant } from '../../../shared/tenants/tenant/tenant.ts';
import { isCountry } from '../../../shared/time/country.ts';
import { createTenantRoute } from './tenant-routes.ts';
import { viewTenant } from './tenant-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = adminEndpoint(createTenantRoute, async ({ body, receipt }, { table, clock }) => {
  if (!isCountry(body.country))
    throw new Problem('invalid_request', {
      issues: [{ field: 'country', rule: 'format', expected: 'country' }],
    });
  const now = clock();
  const tenant = newTenant(body, newId('tenant', now), now);
  const details = { tenant, credit: undefined, messageCredit: undefined, fault: null, whatsappFault: null };
  const reply = { status: 201, body: viewTenant(details, publicUrl) };
  await insertTenant(table, tenant, receipt(reply));
  return reply;
});
