/** Farther ahead nobody plans, and what is meant as seconds may be milliseconds. */
export const HORIZON_DAYS = 30;
