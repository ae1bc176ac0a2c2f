import { everyZoneOf, timeZoneOf } from './country-zones.ts';
import { mexicanTimeZones } from './mexico.ts';
import { outlyingZone, zonesOfParted } from './zones/parted-country.ts';

/** Where a parcel goes, as far as its address tells. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string;
  province: string | null;
  city: string | null;
}

/** The IANA zones that a place may live by: one where country, state or city tell it, else all that they may mean. */
export function zonesOfPlace({ country, province, city }: Place): readonly string[] {
  if (country === 'MX') return mexicanTimeZones(province, city);
  const parted = zonesOfParted(country, province, city);
  if (parted !== undefined) return parted;
  const only = outlyingZone(country, province, city) ?? timeZoneOf(country);
  return only === undefined ? everyZoneOf(country) : [only];
}

/** The IANA zones of a country of which nothing more is known. */
export const zonesOfCountry = (country: string): readonly string[] =>
  zonesOfPlace({ country, province: null, city: null });
