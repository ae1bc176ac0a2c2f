import { Problem } from '../../../shared/base/problem.ts';
import { parsePhone } from '../../../shared/phones/phone.ts';
import type { TenantPrincipal } from '../../../shared/tenants/caller.ts';

/** The number in E.164, read as the tenant's country writes it. @throws Problem invalid_phone */
export function requirePhone(text: string, { country }: TenantPrincipal): string {
  const phone = parsePhone(text, country);
  if (phone === undefined) throw new Problem('invalid_phone', { field: 'phone' });
  return phone;
}
