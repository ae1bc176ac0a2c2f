/** Days that what happened while an endpoint was disabled is kept for it. */
export const HELD_DAYS = 14;

/**
 * Days that a tenant's webhook deliveries are kept after their events: a month unless it says otherwise, never less than what is
 * held for a disabled endpoint or than the longest schedule takes.
 */
export const RETENTION_DAYS = { usual: 30, shortest: HELD_DAYS + 1, longest: 365 } as const;

/** Days that recordings are kept by us; the bucket has a rule for each number of them. */
export const RECORDING_DAYS = { shortest: 1, usual: 90, longest: 365 } as const;
