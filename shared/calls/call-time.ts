import type { Mode } from '../base/scope.ts';
import type { Order } from '../orders/order.ts';
import { countryOf } from '../phones/phone.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { nextCallTime } from '../time/next-call-time.ts';
import { customerTimeZone } from '../time/time-zones.ts';

/** Where a customer lives, as far as calling hours care. */
export interface CallPlace {
  phone: string;
  province: string | null;
  city: string | null;
}

export const callPlaceOf = (order: Pick<Order, 'customer' | 'address'>): CallPlace => ({
  phone: order.customer.phone,
  province: order.address?.province ?? null,
  city: order.address?.city ?? order.customer.city,
});

/** The first instant from `from` on at which this customer may be called. Test calls keep no hours unless told to. */
export async function callTime(from: Date, place: CallPlace, tenant: Tenant, mode: Mode): Promise<Date> {
  if (mode === 'test' && !tenant.callingHours?.applyInTest) return from;
  const country = countryOf(place.phone) ?? tenant.country;
  return nextCallTime(from, tenant.callingHours ?? undefined, country, customerTimeZone(place, tenant));
}
