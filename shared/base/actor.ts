/**
 * Who did something: a member, an API key by its label, an intake hook by its source, an admin, the customer, the courier.
 * What nobody asked for, the system did: that is nowhere written.
 */
export type Actor =
  | { kind: 'member'; id: string; name: string }
  | { kind: 'key' | 'hook'; id: string; name?: string }
  | { kind: 'admin' | 'customer' | 'courier' };

/** Whose doing is everything that says nothing else. */
export const SYSTEM = { kind: 'system' } as const;
