import { countryOf } from '../phones/phone.ts';
import { timeZoneOf } from './country-zones.ts';
import { mexicanTimeZone } from './mexico.ts';

/** Where a customer is, as far as an order tells. */
export interface CustomerLocation {
  /** E.164. */
  phone: string;
  province?: string | null | undefined;
  city?: string | null | undefined;
}

/**
 * The IANA time zone of a customer's clock. The phone says the country; where that lives by one clock it is that one,
 * and in Mexico the state's. All others are taken to live by the tenant's.
 */
export function customerTimeZone(
  customer: CustomerLocation,
  tenant: { country: string; timeZone: string },
): string {
  const country = countryOf(customer.phone) ?? tenant.country;
  if (country === 'MX') return mexicanTimeZone(customer.province, customer.city);
  return timeZoneOf(country) ?? tenant.timeZone;
}
