import type { SessionPrincipal, TenantPrincipal } from '../tenants/access/caller.ts';
import type { IntakeCredential } from '../tenants/access/hook.ts';
import type { Tenant } from '../tenants/tenant/tenant.ts';
import type { Audience } from './declaration.ts';

/** The holder of the admin key, or a person who signed in with it: may do everything. */
export interface AdminPrincipal {
  kind: 'admin';
  /** Only of a session. */
  sessionId?: string;
}

export type Principal = TenantPrincipal | AdminPrincipal;

/** An intake hook, which the token in the path names. */
export interface HookPrincipal {
  kind: 'hook';
  credential: IntakeCredential;
  tenant: Tenant;
}

/** The callers that can reach an endpoint's handler. */
export type PrincipalFor<A extends Audience> = {
  key: TenantPrincipal;
  admin: AdminPrincipal;
  'admin-or-member': SessionPrincipal | AdminPrincipal;
  'admin-or-key': Principal;
  hook: HookPrincipal;
  none: undefined;
}[A];
