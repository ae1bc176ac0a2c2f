/**
 * The cause of an event: a member, an API key by its label, an intake hook by its source, an admin, the customer, the courier.
 * Without an actor, it was the system itself.
 */
export type Actor =
  | { kind: 'member'; id: string; name: string }
  | { kind: 'key' | 'hook'; id: string; name?: string }
  | { kind: 'admin' | 'customer' | 'courier' };

/** The default actor. */
export const SYSTEM = { kind: 'system' } as const;
