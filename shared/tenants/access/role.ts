/** The roles of members, the one with the fewest rights first; each includes those before it. */
export const roles = ['viewer', 'operator', 'owner'] as const;

/** `owner` everything; `operator` orders, calls, deliveries, cash and retries; `viewer` reads. */
export type Role = (typeof roles)[number];

/** Whether a role includes what another one allows. */
export const isEnough = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
