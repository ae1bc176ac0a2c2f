/** Live and test data of a tenant never meet: every key of the table starts with both. */
export type Mode = 'live' | 'test';

export interface Scope {
  tenantId: string;
  mode: Mode;
}

/** The part of a partition key that keeps one tenant's mode apart from all others: `tnt_…#live`. */
export function scopeKey(scope: Scope): string {
  return `${scope.tenantId}#${scope.mode}`;
}
