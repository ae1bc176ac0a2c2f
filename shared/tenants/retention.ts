/** Days that what happened while an endpoint was disabled is kept for it. */
export const HELD_DAYS = 14;

/**
 * Days that a tenant's webhook deliveries are kept after their events: a month unless it says otherwise, never less than what is
 * held for a disabled endpoint or than the longest schedule takes.
 */
export const RETENTION_DAYS = { usual: 30, shortest: HELD_DAYS + 1, longest: 365 } as const;
