import { Problem } from '../../../shared/base/problem.ts';
import type { Principal } from '../../../shared/http/principal.ts';

/**
 * Lets a tenant's keys and members reach its own tenant only.
 * @throws Problem not_found, also for another tenant's: that it exists is not shown
 */
export function requireOwn(principal: Principal, tenantId: string): void {
  if (principal.kind !== 'admin' && principal.tenantId !== tenantId) throw new Problem('not_found');
}
