/** The roles of members, least first; each includes those before it. */
export const roles = ['viewer', 'operator', 'owner'] as const;

/** `owner` everything; `operator` orders, calls, deliveries, cash and retries; `viewer` reads. */
export type Role = (typeof roles)[number];

/** Whether a role is enough where another one, or more, is needed. */
export const isEnough = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
