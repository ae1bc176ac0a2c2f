import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import type { TenantPrincipal } from '../../../shared/http/endpoints/endpoint.ts';
import { loadTenant, noOwnWords, type PaymentWords } from '../../../shared/tenants/tenant.ts';
import type { PaymentInfo } from '../fields/fields.ts';

/** What the tenant's own words for methods are, where a body names a method at all. */
export const paymentWordsFor = async (
  table: Table,
  { tenantId }: TenantPrincipal,
  info: Pick<PaymentInfo, 'method'> | null | undefined,
): Promise<PaymentWords> => (info?.method ? loadTenant(table, tenantId) : noOwnWords);
