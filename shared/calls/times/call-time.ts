import type { Mode } from '../../base/scope.ts';
import type { Order } from '../../orders/order/order.ts';
import { countryOf } from '../../phones/phone.ts';
import type { Tenant } from '../../tenants/tenant/tenant.ts';
import { countryNamed } from '../../time/country-named.ts';
import {
  type Calendar,
  type CallClock,
  loadCalendar,
  nextCallTime,
  nextSharedCallTime,
} from '../../time/next-call-time.ts';
import { defaultTimeZone } from '../../time/places.ts';
import { zonesOfCountry, zonesOfPlace } from '../../time/time-zones.ts';

/** Where the parcel goes and whose phone rings: what calling hours depend on. */
export interface CallPlace {
  /** E.164. */
  phone: string;
  /** By code or name, as the address has it. */
  country: string | null;
  province: string | null;
  city: string | null;
}

/** The country and the time zone where an order names none. */
type Home = Pick<Tenant, 'country' | 'timeZone'>;

export const callPlaceOf = (order: Pick<Order, 'customer' | 'address'>): CallPlace => ({
  phone: order.customer.phone,
  country: order.address?.country ?? null,
  province: order.address?.province ?? null,
  city: order.address?.city ?? order.customer.city,
});

const parcelCountry = ({ country }: CallPlace, home: Home): string => countryNamed(country) ?? home.country;

const parcelZones = (place: CallPlace, home: Home): readonly string[] =>
  zonesOfPlace({ ...place, country: parcelCountry(place, home) });

/** The IANA zone whose clock the parcel's place is shown by: its own, or the usual one of its country where it tells none. */
export function parcelTimeZone(place: CallPlace, home: Home): string {
  const [zone, ...others] = parcelZones(place, home);
  if (zone !== undefined && others.length === 0) return zone;
  const country = parcelCountry(place, home);
  return country === home.country ? home.timeZone : (defaultTimeZone(country) ?? zone ?? home.timeZone);
}

/**
 * The first instant from `from` on at which this customer may be called: within hours where the parcel goes and where
 * the phone is from. Where those two never meet within a week, the parcel's clock alone counts.
 */
export type CallTime = (from: Date, place: CallPlace) => Date;

/** The rule of a tenant. Test calls ignore hours unless configured otherwise, and load no calendar. */
async function loadCallTime(tenant: CallHome, mode: Mode): Promise<CallTime> {
  if (mode === 'test' && !tenant.callingHours?.applyInTest) return (from) => from;
  const calendar = await loadCalendar();
  return (from, place) => callTimeBy(calendar, from, place, tenant);
}

/** When a customer may be called, and when written to. */
export interface ContactTimes {
  callTime: CallTime;
  /** Messages have hours of their own where the tenant gives them any. */
  chatTime: CallTime;
}

/** Both rules of a tenant. */
export async function loadContactTimes(tenant: Tenant, mode: Mode): Promise<ContactTimes> {
  const callTime = await loadCallTime(tenant, mode);
  const { messageHours } = tenant;
  if (messageHours === null) return { callTime, chatTime: callTime };
  return { callTime, chatTime: await loadCallTime({ ...tenant, callingHours: messageHours }, mode) };
}

type CallHome = Home & Pick<Tenant, 'callingHours'>;

function callTimeBy(calendar: Calendar, from: Date, place: CallPlace, tenant: CallHome): Date {
  const { callingHours } = tenant;
  const parcel: CallClock = { country: parcelCountry(place, tenant), zones: parcelZones(place, tenant) };
  const origin = countryOf(place.phone);
  const isAbroad = origin !== undefined && origin !== parcel.country;
  const phone: CallClock[] = isAbroad ? [{ country: origin, zones: zonesOfCountry(origin) }] : [];
  return (
    nextSharedCallTime(calendar, from, callingHours, [parcel, ...phone]) ??
    nextSharedCallTime(calendar, from, callingHours, [parcel]) ??
    nextCallTime(calendar, from, callingHours, parcel.country, parcelTimeZone(place, tenant))
  );
}

/** The same for one call. */
export const callTime = async (from: Date, place: CallPlace, tenant: CallHome, mode: Mode): Promise<Date> =>
  (await loadCallTime(tenant, mode))(from, place);

/** The same of one message. */
export const chatTimeOf = async (from: Date, place: CallPlace, tenant: Tenant, mode: Mode): Promise<Date> =>
  (await loadContactTimes(tenant, mode)).chatTime(from, place);
