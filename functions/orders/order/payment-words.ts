import type { Table } from '../../../shared/adapters/dynamo/table.ts';
import type { TenantPrincipal } from '../../../shared/http/endpoints/endpoint.ts';
import { loadTenant, noOwnWords, type PaymentWords } from '../../../shared/tenants/tenant/tenant.ts';
import type { PaymentInfo } from '../fields/fields.ts';

/** The tenant's own words for payment methods, read only where a body names a method. */
export const paymentWordsFor = async (
  table: Table,
  { tenantId }: TenantPrincipal,
  info: Pick<PaymentInfo, 'method'> | null | undefined,
): Promise<PaymentWords> => (info?.method ? loadTenant(table, tenantId) : noOwnWords);
