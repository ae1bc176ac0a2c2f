/** How many days before now a period without a beginning starts, where all of it is read. */
export const PERIOD_DAYS = 90;

const DAY_MS = 86_400_000;

/** The beginning of a period that ends now. */
export const periodStart = (now: Date, days = PERIOD_DAYS): Date => new Date(now.getTime() - days * DAY_MS);
