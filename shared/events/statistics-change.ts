/** What one order adds to the statistics of the day it was created on. */
export interface Contribution {
  orders: number;
  /** In the order's currency. Negative only as a part of a change. */
  revenue: string;
}

/** What a change of one order adds to a day's sums; part of the event that reports the change. */
export interface StatisticsChange extends Contribution {
  /** Of the tenant's clock, `2026-11-22`. */
  day: string;
  /** ISO 4217. */
  currency: string;
}
