import type { Table } from '../adapters/dynamo/table.ts';
import type { Scope } from '../base/scope.ts';
import { chargeableOf, kilometresOf } from '../geo/distance/distance.ts';
import type { Point } from '../geo/point.ts';
import { type CheckResult, FailureCollector } from './failure.ts';
import { measure, type RouteEnds } from './locate-ends.ts';
import { type PackageSize, readDimensions, sizesFitting } from './pricing/package-size.ts';
import { type Price, price } from './pricing/price.ts';
import { loadQuote, quotedPrice, usableQuote } from './pricing/quote.ts';
import { type ShipType, type Urgency, urgencyOf } from './pricing/ship-type.ts';
import { surgeAt } from './pricing/surge.ts';
import { promisedAt } from './promise.ts';
import type { ServiceabilityProviders } from './providers.ts';
import type { Region, RegionIndex } from './regions/region.ts';
import {
  type CashRequest,
  checkAreas,
  checkCollections,
  checkOffer,
  checkSchedule,
  checkShipType,
  checkSize,
  type DeliveryTerms,
  regionAt,
} from './rules.ts';

/** A delivery as it is ordered. */
export interface DeliveryRequest {
  pickup: Partial<Point>;
  drop: Partial<Point>;
  /** In either spelling. */
  shipType: string;
  /** Wins over `dimensions`. */
  size?: string | undefined;
  /** `20x20x20`, in centimetres. */
  dimensions?: string | undefined;
  /** At once when it is not there. */
  scheduledAt?: Date | undefined;
  cash?: CashRequest | undefined;
  /** The id of a serviceability check, whose price then applies. */
  quoteId?: string | undefined;
}

/** A delivery that can be made, and what it costs. */
export interface DeliveryPlan {
  region: Region;
  /** By road, 0 at one point. */
  metres: number;
  /** What is shown as the distance: each kilometre begun is counted. */
  kilometres: number;
  shipType: ShipType;
  urgency: Urgency;
  size: PackageSize;
  startAt: Date;
  promisedAt: Date;
  price: Price;
  /** Minor units of the price's currency; 0 for none. */
  collections: number;
}

/** Whose delivery it is. */
export interface Caller {
  table: Table;
  scope: Scope;
  terms: DeliveryTerms;
}

/**
 * Checks a delivery against every rule and prices it: by its quote when it names one that is still good, else afresh.
 * @throws Problem delivery_refused with every rule that is broken
 */
export async function planDelivery(
  providers: ServiceabilityProviders,
  { table, scope, terms }: Caller,
  asked: DeliveryRequest,
  now: Date,
): Promise<DeliveryPlan> {
  const [regions, quote] = await Promise.all([
    providers.regions.load(table),
    asked.quoteId ? loadQuote(table, scope, asked.quoteId) : undefined,
  ]);
  const findings = new FailureCollector();
  const shipType = findings.take(checkShipType(asked.shipType, terms));
  const size = findings.take(sizeOf(asked));
  const route = routeOf(regions, asked, findings);
  const region = route.region;
  const startAt = findings.take(await checkSchedule(asked.scheduledAt ?? now, now, region));
  const collections = region && findings.take(checkCollections(asked.cash, region));

  const { from, to } = route;
  const booked = from && to && shipType && size && { from, to, shipType, size };
  const usable = booked ? usableQuote(quote, booked, now) : { quote: undefined };
  if ('reason' in usable) findings.add({ reason: 'invalid_details', rule: 'quote', message: usable.reason });
  const quoted = 'quote' in usable ? usable.quote : undefined;
  const metres = quoted?.metres ?? (await measure(route, providers.distance, findings));
  if (region && shipType && size) {
    const kilometres = metres === undefined ? undefined : kilometresOf(metres);
    findings.add(checkOffer(region, { type: shipType, size, kilometres }, 'ship_type_unavailable'));
  }

  findings.refuse();
  if (!booked || !region || !startAt || metres === undefined || collections === undefined)
    throw new TypeError('A rule failed without adding a finding');
  const plan = { region, metres, shipType, urgency: urgencyOf(shipType), size, startAt, collections };
  return {
    ...plan,
    kilometres: kilometresOf(metres),
    promisedAt: await promisedAt(plan.urgency, startAt, region),
    price: (quoted && quotedPrice(quoted, booked)) ?? (await priceAfresh(plan, booked.from, providers)),
  };
}

function routeOf(
  regions: RegionIndex,
  { pickup, drop }: DeliveryRequest,
  findings: FailureCollector,
): RouteEnds {
  const [from, to] = [findings.take(pointOf('pickup', pickup)), findings.take(pointOf('drop', drop))];
  const ends = { from: from && regionAt(regions, from), to: to && regionAt(regions, to) };
  const broken = checkAreas(ends, {
    outside: 'delivery_outside_service_area',
    apart: 'delivery_crosses_regions',
  });
  // Where an end is not known at all, nothing can be said about its area.
  findings.add(
    ...broken.filter(({ rule }) => (rule === 'pickup_area' ? from : rule === 'drop_area' ? to : true)),
  );
  return { from, to, region: ends.from ?? ends.to, isInside: broken.length === 0, approximate: false };
}

function pointOf(end: string, { lat, lng }: Partial<Point>): CheckResult<Point> {
  if (lat !== undefined && lng !== undefined) return { value: { lat, lng } };
  const message = `The ${end} location has no coordinates`;
  return { failure: { reason: 'coordinates_missing', rule: 'request', message } };
}

function sizeOf({ size, dimensions }: DeliveryRequest): CheckResult<PackageSize> {
  if (size) return checkSize(size);
  const measures = dimensions ? readDimensions(dimensions) : undefined;
  const failure = (reason: 'package_size_invalid' | 'package_size_not_carried', message: string) => ({
    failure: { reason, rule: 'size' as const, message },
  });
  if (measures === undefined)
    return failure('package_size_invalid', 'The package has neither a type nor dimensions like 20x20x20');
  const [smallest] = sizesFitting({ measures });
  return smallest
    ? { value: smallest }
    : failure('package_size_not_carried', `${dimensions} cm fits into no package size`);
}

async function priceAfresh(
  { region, metres, urgency, size, startAt }: Omit<DeliveryPlan, 'price' | 'promisedAt' | 'kilometres'>,
  point: Point,
  { weather }: ServiceabilityProviders,
): Promise<Price> {
  const { priceBook, timeZone } = region;
  const surge = await surgeAt(priceBook.surge, { point, at: startAt, timeZone }, weather);
  const found = price(priceBook, { size, urgency, kilometres: chargeableOf(metres), surge });
  if (found === undefined) throw new TypeError(`${region.code} offers a service that it has no price for`);
  return found;
}
