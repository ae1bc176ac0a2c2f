import { isOnEarth, type Point } from '../geo/point.ts';
import type { CheckResult, Failure } from './failure.ts';
import { HORIZON_DAYS } from './horizon.ts';
import { cashUnitOf, toCash } from './pricing/cash.ts';
import { decimalsOf, toMajor, toMinor } from './pricing/money.ts';
import { type PackageSize, packageSizes, readPackageSize } from './pricing/package-size.ts';
import { isEnterprise, readShipType, type ShipType, shipTypesOf, urgencyOf } from './pricing/ship-type.ts';
import { nextOpen } from './regions/opening-hours.ts';
import type { Region, RegionIndex } from './regions/region.ts';

/** What of a tenant decides what it may order. */
export interface DeliveryTerms {
  /** The enterprise's own ship types; empty for a tenant that is no enterprise. */
  enterpriseShipTypes: readonly ShipType[];
}

/** Which reasons say that the two ends of a delivery are out of reach. */
export interface AreaRefusals {
  outside: 'delivery_outside_service_area' | 'route_outside_service_area';
  apart: 'delivery_crosses_regions' | 'route_crosses_regions';
}

/** Clients' clocks differ from ours and may show whole minutes: a time that passed so recently counts as now. */
const GRACE_MS = 60_000;

export function checkShipType(name: string, { enterpriseShipTypes }: DeliveryTerms): CheckResult<ShipType> {
  const failure = (reason: 'ship_type_not_allowed' | 'ship_type_unavailable', message: string) => ({
    failure: { reason, rule: 'ship_type' as const, message },
  });
  const type = readShipType(name);
  if (type === undefined)
    return failure(
      'ship_type_unavailable',
      name.trim() === '' ? 'Invalid ship type requested' : `${name} is no ship type`,
    );
  const allowed = shipTypesOf(enterpriseShipTypes);
  if (allowed.includes(type)) return { value: type };
  if (isEnterprise(type))
    return failure(
      'ship_type_not_allowed',
      `${type} is not among the enterprise ship types of this business`,
    );
  return failure(
    'ship_type_not_allowed',
    `An enterprise business cannot use ${type}: use one of ${allowed.join(', ')}`,
  );
}

export function checkSize(name: string): CheckResult<PackageSize> {
  const size = readPackageSize(name);
  if (size !== undefined) return { value: size };
  const message = `${name} is no package size: use one of ${packageSizes.join(', ')}`;
  return { failure: { reason: 'package_size_invalid', rule: 'size', message } };
}

interface RouteEnds {
  from: Region | undefined;
  to: Region | undefined;
}

/** Whether both ends are in one region. */
export function checkAreas({ from, to }: RouteEnds, { outside, apart }: AreaRefusals): Failure[] {
  const failures: Failure[] = [];
  const nowhere = (end: string) => `The ${end} location is out of the serviceable area`;
  if (!from) failures.push({ reason: outside, rule: 'pickup_area', message: nowhere('pickup') });
  if (!to) failures.push({ reason: outside, rule: 'drop_area', message: nowhere('drop') });
  if (from && to && from.code !== to.code) {
    const message = `The pickup location is in ${from.name}, the drop location in ${to.name}`;
    failures.push({ reason: apart, rule: 'region', message });
  }
  return failures;
}

export const regionAt = (regions: RegionIndex, point: Point): Region | undefined =>
  isOnEarth(point) ? regions.at(point) : undefined;

/** Whether a region carries a size by a ship type, as far as that. */
export function checkOffer(
  region: Region,
  { type, size, kilometres }: { type: ShipType; size: PackageSize; kilometres: number | undefined },
  notOffered: 'ship_type_unavailable' | 'no_ship_type_offered',
): Failure | undefined {
  const urgency = urgencyOf(type);
  if (!region.services[urgency])
    return { reason: notOffered, rule: 'ship_type', message: `${type} is not offered in ${region.name}` };
  const reach = region.reach[urgency];
  if (reach !== undefined && kilometres !== undefined && kilometres > reach)
    return {
      reason: 'too_far_for_ship_type',
      rule: 'distance',
      message: `${type} goes up to ${reach} km, this is ${kilometres} km`,
    };
  const { base, perKilometre } = region.priceBook;
  const isPriced = base[urgency]?.[size] !== undefined && perKilometre[size] !== undefined;
  if (!isPriced || !region.packageSizes.includes(size)) {
    const message = `Package size ${size} is not carried by ${type} in ${region.name}`;
    return { reason: 'package_size_not_carried', rule: 'size', message };
  }
  return undefined;
}

/** The next time from `asked` on, and not before `now`, at which the region picks up. */
export async function nextStart(asked: Date, now: Date, region: Region): Promise<CheckResult<Date>> {
  const latest = now.getTime() + HORIZON_DAYS * 86_400_000;
  const hours = (message: string) => ({
    failure: { reason: 'time_not_serviceable', rule: 'hours', message } as const,
  });
  if (asked.getTime() > latest) return hours(`Nothing is scheduled more than ${HORIZON_DAYS} days ahead`);
  const start = await nextOpen(asked < now ? now : asked, region);
  if (start.getTime() > latest) return hours(`${region.name} is closed for more than ${HORIZON_DAYS} days`);
  return { value: start };
}

/**
 * When a delivery starts that is asked for at exactly that time: not in the past, and while the region is open.
 *
 * @param region undefined when the delivery is in none: then only the past can be wrong
 */
export async function checkSchedule(
  asked: Date,
  now: Date,
  region: Region | undefined,
): Promise<CheckResult<Date>> {
  const hours = (message: string) => ({
    failure: { reason: 'time_not_serviceable', rule: 'hours', message } as const,
  });
  if (asked.getTime() < now.getTime() - GRACE_MS) return hours(`${asked.toISOString()} has passed`);
  const at = asked < now ? now : asked;
  if (region === undefined) return { value: at };
  const start = await nextStart(at, now, region);
  if ('failure' in start || start.value.getTime() === at.getTime()) return start;
  const opensAt = start.value.toISOString();
  const message = `${region.name} is closed then, and opens at ${opensAt}`;
  return { failure: { reason: 'time_not_serviceable', rule: 'hours', message, opensAt } };
}

/** Cash that is to be collected at the door. */
export interface CashRequest {
  /** In major units of the region's currency. */
  amount: number;
  /** The currency of the order that it pays, ISO 4217; undefined where it pays none. */
  of?: string | undefined;
}

/** Cash to be collected as coins pay it, in minor units; 0 when there is none. */
export function checkCollections(
  cash: CashRequest | undefined,
  { name, collections, priceBook, cashUnit }: Region,
): CheckResult<number> {
  if (cash === undefined) return { value: 0 };
  const { amount, of } = cash;
  const { currency } = priceBook;
  if (of !== undefined && of !== currency) {
    const message = `The order is in ${of}, and in ${name} only ${currency} is collected`;
    return { failure: { reason: 'collections_not_acceptable', rule: 'collections', message } };
  }
  const minor = toMinor(amount, currency);
  const { minimum, maximum } = collections;
  const inCoins = toCash(amount, currency, cashUnit ?? cashUnitOf(currency));
  // Neither what is asked for nor what coins make of it.
  const isFine = minor !== undefined && [minor, inCoins].every((cash) => cash >= minimum && cash <= maximum);
  if (isFine) return { value: inCoins };
  if (minor === undefined) {
    const message = `Collection amount has more decimals than ${currency}, which has ${decimalsOf(currency) || 'none'}`;
    return { failure: { reason: 'collections_not_acceptable', rule: 'collections', message } };
  }
  const [least, most] = [toMajor(minimum, currency), toMajor(maximum, currency)];
  const message = `Collection amount should be between ${least} and ${most} ${currency}`;
  return { failure: { reason: 'collections_not_acceptable', rule: 'collections', message } };
}
