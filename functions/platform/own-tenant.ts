import { Problem } from '../../shared/base/problem.ts';
import type { Principal } from '../../shared/http/principal.ts';

/**
 * Lets a tenant's key reach its own tenant only.
 * @throws Problem not_found: that another one exists is nobody's to know
 */
export function requireOwn(principal: Principal, tenantId: string): void {
  if (principal.kind === 'key' && principal.tenantId !== tenantId) throw new Problem('not_found');
}
