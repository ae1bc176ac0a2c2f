import { countryOf } from '../../phones/phone.ts';
import { mexicanTimeZone } from './mexico.ts';

/** Where a customer is, as far as an order tells. */
export interface Whereabouts {
  /** E.164. */
  phone: string;
  province?: string | null | undefined;
  city?: string | null | undefined;
}

/**
 * The countries that live by one clock, or as good as all of whose people do, by the IANA zone they keep. Those that
 * spread over several (US, BR, CA, AU, ID, RU, …) are left out.
 */
const singleZones: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai',
  AR: 'America/Argentina/Buenos_Aires',
  BD: 'Asia/Dhaka',
  BG: 'Europe/Sofia',
  BH: 'Asia/Bahrain',
  BO: 'America/La_Paz',
  CL: 'America/Santiago',
  CO: 'America/Bogota',
  CR: 'America/Costa_Rica',
  CU: 'America/Havana',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DO: 'America/Santo_Domingo',
  DZ: 'Africa/Algiers',
  EC: 'America/Guayaquil',
  EG: 'Africa/Cairo',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GH: 'Africa/Accra',
  GR: 'Europe/Athens',
  GT: 'America/Guatemala',
  HN: 'America/Tegucigalpa',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IN: 'Asia/Kolkata',
  IQ: 'Asia/Baghdad',
  IT: 'Europe/Rome',
  JO: 'Asia/Amman',
  KE: 'Africa/Nairobi',
  KW: 'Asia/Kuwait',
  LB: 'Asia/Beirut',
  LK: 'Asia/Colombo',
  MA: 'Africa/Casablanca',
  MY: 'Asia/Kuala_Lumpur',
  NG: 'Africa/Lagos',
  NI: 'America/Managua',
  NP: 'Asia/Kathmandu',
  OM: 'Asia/Muscat',
  PA: 'America/Panama',
  PE: 'America/Lima',
  PH: 'Asia/Manila',
  PK: 'Asia/Karachi',
  PL: 'Europe/Warsaw',
  PR: 'America/Puerto_Rico',
  PT: 'Europe/Lisbon',
  PY: 'America/Asuncion',
  QA: 'Asia/Qatar',
  RO: 'Europe/Bucharest',
  RS: 'Europe/Belgrade',
  SA: 'Asia/Riyadh',
  SG: 'Asia/Singapore',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
  SV: 'America/El_Salvador',
  TH: 'Asia/Bangkok',
  TN: 'Africa/Tunis',
  TR: 'Europe/Istanbul',
  UY: 'America/Montevideo',
  VE: 'America/Caracas',
  VN: 'Asia/Ho_Chi_Minh',
  ZA: 'Africa/Johannesburg',
};

/** The time zone that a country lives by, or undefined when it lives by several. @param country ISO 3166-1 alpha-2 */
export const timeZoneOf = (country: string): string | undefined =>
  country === 'MX' ? 'America/Mexico_City' : singleZones[country];

/**
 * The IANA time zone of a customer's clock. The phone says the country; where that lives by one clock it is that one,
 * and in Mexico the state's. All others are taken to live by the tenant's.
 */
export function customerTimeZone(
  customer: Whereabouts,
  tenant: { country: string; timeZone: string },
): string {
  const country = countryOf(customer.phone) ?? tenant.country;
  if (country === 'MX') return mexicanTimeZone(customer.province, customer.city);
  return singleZones[country] ?? tenant.timeZone;
}

/** An instant on the clock of a time zone, to the second, with its offset: `2026-11-23T07:00:00-05:00`. */
export function formatWithOffset(date: Date, timeZone: string): string {
  const minutes = offsetMinutes(date, timeZone);
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** How far a zone's clock is ahead of UTC at an instant. @throws RangeError when the zone does not exist */
function offsetMinutes(date: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d+):(\d+))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
