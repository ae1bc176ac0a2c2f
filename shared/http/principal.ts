import type { Mode } from '../base/scope.ts';
import type { IntakeAdmission } from '../intake/admit-intake.ts';
import type { Audience } from './declaration.ts';

/** A tenant's own API key. What is copied onto the key's item is here without another read. */
export interface KeyPrincipal {
  kind: 'key';
  tenantId: string;
  mode: Mode;
  keyId: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
}

/** Whoever holds the admin key: may do everything. */
export interface AdminPrincipal {
  kind: 'admin';
}

export type Principal = KeyPrincipal | AdminPrincipal;

/** An intake hook, which the token in the path names. */
export interface HookPrincipal extends IntakeAdmission {
  kind: 'hook';
}

/** Who can reach an endpoint's handler. */
export type PrincipalFor<A extends Audience> = {
  key: KeyPrincipal;
  admin: AdminPrincipal;
  'admin-or-key': Principal;
  hook: HookPrincipal;
  none: undefined;
}[A];
