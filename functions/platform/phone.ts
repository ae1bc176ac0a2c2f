import { Problem } from '../../shared/base/problem.ts';
import type { KeyPrincipal } from '../../shared/http/principal.ts';
import { parsePhone } from '../../shared/phones/phone.ts';

/** The number in E.164, read as the tenant's country writes it. @throws Problem invalid_phone */
export function requirePhone(text: string, { country }: KeyPrincipal): string {
  const phone = parsePhone(text, country);
  if (phone === undefined) throw new Problem('invalid_phone', { field: 'phone' });
  return phone;
}
