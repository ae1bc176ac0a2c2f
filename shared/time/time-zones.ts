import { everyZoneOf, timeZoneOf } from './country-zones.ts';
import { mexicanTimeZones } from './mexico.ts';
import { outlyingZone, zonesOfParted } from './zones/parted-country.ts';

/** A parcel's destination, as far as its address says. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  country: string;
  province: string | null;
  city: string | null;
}

/** The IANA zones a place may be in: one if country, state or city decide it, otherwise all candidates. */
export function zonesOfPlace({ country, province, city }: Place): readonly string[] {
  if (country === 'MX') return mexicanTimeZones(province, city);
  const parted = zonesOfParted(country, province, city);
  if (parted !== undefined) return parted;
  const only = outlyingZone(country, province, city) ?? timeZoneOf(country);
  return only === undefined ? everyZoneOf(country) : [only];
}

/** The IANA zones of a country when nothing more is known. */
export const zonesOfCountry = (country: string): readonly string[] =>
  zonesOfPlace({ country, province: null, city: null });
