import type { KeyPrincipal } from '../tenants/api-key.ts';
import type { IntakeCredential } from '../tenants/hook.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Audience } from './declaration.ts';

/** The holder of the admin key: may do everything. */
export interface AdminPrincipal {
  kind: 'admin';
}

export type Principal = KeyPrincipal | AdminPrincipal;

/** An intake hook, which the token in the path names. */
export interface HookPrincipal {
  kind: 'hook';
  credential: IntakeCredential;
  tenant: Tenant;
}

/** Who can reach an endpoint's handler. */
export type PrincipalFor<A extends Audience> = {
  key: KeyPrincipal;
  admin: AdminPrincipal;
  'admin-or-key': Principal;
  hook: HookPrincipal;
  none: undefined;
}[A];
