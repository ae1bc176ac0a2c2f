import * as z from 'zod';
import type { Tenant } from '../../../shared/tenants/tenant/tenant.ts';

/** A tenant as a table shows it. */
export const ListedTenantView = z.object({
  id: z.string().describe('tnt_…'),
  name: z.string(),
  country: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  domain: z.string().nullable(),
  limits: z
    .record(z.string(), z.int())
    .describe('Requests a minute by API, where an admin has changed the usual limits'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

export const viewListedTenant = ({
  id,
  name,
  country,
  currency,
  timeZone,
  domain,
  limits,
  createdAt,
  updatedAt,
}: Tenant): z.input<typeof ListedTenantView> => ({
  id,
  name,
  country,
  currency,
  timeZone,
  domain,
  limits: { ...limits },
  createdAt,
  updatedAt,
});
