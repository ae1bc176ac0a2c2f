import { Problem } from '../../base/problem.ts';
import { parsePhone } from '../../phones/phone.ts';

/** The number in E.164, read as the country writes it. @throws Problem invalid_phone naming the field */
export function requirePhone(text: string, country: string, field: string): string {
  const phone = parsePhone(text, country);
  if (phone === undefined) throw new Problem('invalid_phone', { field });
  return phone;
}

/** The same in a dialect without an error of its own for phones. @throws Problem invalid_request naming the field */
export function readPhone(text: string, country: string, field: string): string {
  const phone = parsePhone(text, country);
  if (phone !== undefined) return phone;
  throw new Problem('invalid_request', { issues: [{ field, rule: 'format', expected: 'phone number' }] });
}
