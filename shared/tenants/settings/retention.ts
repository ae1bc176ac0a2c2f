/** Days that events are kept for an endpoint that was disabled when they happened. */
export const HELD_DAYS = 14;

/**
 * Days that a tenant's webhook deliveries are kept after their events: a month by default, never less than events
 * are held for a disabled endpoint or than the longest schedule takes.
 */
export const RETENTION_DAYS = { usual: 30, shortest: HELD_DAYS + 1, longest: 365 } as const;

/** Days that recordings are kept by us; the bucket has a rule for each number of them. */
export const RECORDING_DAYS = { shortest: 1, usual: 90, longest: 365 } as const;
