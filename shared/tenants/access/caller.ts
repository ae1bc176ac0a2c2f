import type { Scope } from '../../base/scope.ts';
import type { Role } from './role.ts';

/** A caller on behalf of a tenant, in one of its modes, with the tenant's settings that the key or session copies. */
interface Caller extends Scope {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
}

/** A tenant's own API key. */
export interface KeyPrincipal extends Caller {
  kind: 'key';
  keyId: string;
  label: string | null;
}

/** A person who signed in, in the mode that the request names. */
export interface SessionPrincipal extends Caller {
  kind: 'session';
  sessionId: string;
  memberId: string;
  name: string;
  role: Role;
}

export type TenantPrincipal = KeyPrincipal | SessionPrincipal;
