/** How many days before now a period without a beginning starts, where all of it is read. */
export const PERIOD_DAYS = 90;
