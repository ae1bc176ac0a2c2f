/** Nobody plans farther ahead; a larger number of seconds is probably milliseconds. */
export const HORIZON_DAYS = 30;
