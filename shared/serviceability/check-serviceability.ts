import { newId } from '../base/ids.ts';
import { chargeableOf, kilometresOf } from '../geo/distance/distance.ts';
import type { Point } from '../geo/point.ts';
import { FailureCollector } from './failure.ts';
import { locateEnds, measure } from './locate-ends.ts';
import { offersOf } from './offers.ts';
import { readSizes } from './parcel-sizes.ts';
import type { Caller } from './plan-delivery.ts';
import type { PackageSize } from './pricing/package-size.ts';
import type { Price } from './pricing/price.ts';
import { putQuote, QUOTE_MINUTES, type Quote, type QuotedOption, quotedPrice } from './pricing/quote.ts';
import { type ShipType, shipTypesOf, urgencyOf } from './pricing/ship-type.ts';
import { surgeAt } from './pricing/surge.ts';
import { promisedAt } from './promise.ts';
import type { ProvidersWithAddresses } from './providers-with-addresses.ts';
import { readTime } from './read-time.ts';
import type { Region } from './regions/region.ts';
import { checkShipType, type DeliveryTerms, nextStart } from './rules.ts';
import type { ServiceRequest } from './service-request.ts';

/** The ship types that are possible for a request, and their prices. */
export interface ServiceOffer {
  region: Region;
  from: Point;
  to: Point;
  approximate: boolean;
  /** The distance that is shown. */
  kilometres: number;
  /** The requested time of the delivery. */
  askedAt: Date;
  /** When it can start: then, or at the next possible time. */
  startAt: Date;
  /** As they were understood. */
  shipTypes: readonly ShipType[];
  sizes: readonly PackageSize[];
  available: readonly AvailableShipType[];
  quote: Quote;
}

export interface AvailableShipType {
  type: ShipType;
  promisedAt: Date;
  /** At least one. */
  sizes: readonly { size: PackageSize; price: Price }[];
}

/**
 * Finds the ship types that can do a delivery, when and for how much, and keeps the prices as a quote.
 * @throws Problem delivery_refused with every rule that is broken, when none can
 */
export async function checkServiceability(
  providers: ProvidersWithAddresses,
  { table, scope, terms }: Caller,
  asked: ServiceRequest,
  now: Date,
): Promise<ServiceOffer> {
  const findings = new FailureCollector();
  const regions = await providers.regions.load(table);
  const shipTypes = readShipTypes(asked, terms, findings);
  const wanted = readSizes(asked, findings);
  const ends = await locateEnds(asked, { regions, addresses: providers.addresses }, findings);
  const times = await readTimes(asked.scheduleAt, now, ends.region, findings);
  const { from, to, region, approximate } = ends;
  const metres = await measure(ends, providers.distance, findings);
  const kilometres = metres === undefined ? undefined : kilometresOf(metres);
  const offers = region && wanted && offersOf(region, { ...wanted, shipTypes, kilometres }, findings);
  findings.refuse();
  if (!from || !to || !region || !times || metres === undefined || kilometres === undefined || !offers)
    throw new TypeError('A rule failed without adding a finding');

  const { priceBook, timeZone } = region;
  const quote: Quote = {
    quoteId: asked.quoteId || newId('request', now),
    regionCode: region.code,
    from,
    to,
    ...(!(asked.from.coordinates && asked.to.coordinates) && {
      addressed: approximate ? ('approximate' as const) : ('exact' as const),
    }),
    metres,
    kilometres: chargeableOf(metres),
    options: offers.options,
    priceBook,
    surge: await surgeAt(priceBook.surge, { point: from, at: times.startAt, timeZone }, providers.weather),
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + QUOTE_MINUTES * 60_000).toISOString(),
  };
  const available = await Promise.all(
    shipTypes
      .filter((type) => offers.options.some(({ shipType }) => shipType === type))
      .map(async (type) => ({
        type,
        promisedAt: await promisedAt(urgencyOf(type), times.startAt, region),
        sizes: pricesOf(quote, type),
      })),
  );
  await putQuote(table, scope, quote);
  return {
    region,
    from,
    to,
    approximate,
    kilometres,
    ...times,
    shipTypes,
    sizes: offers.sizes,
    available,
    quote,
  };
}

function readShipTypes(
  { shipTypes = [] }: ServiceRequest,
  terms: DeliveryTerms,
  findings: FailureCollector,
): readonly ShipType[] {
  if (shipTypes.length === 0) return shipTypesOf(terms.enterpriseShipTypes);
  const types = shipTypes.map((name) => findings.take(checkShipType(name, terms)));
  return [...new Set(types.filter((type) => type !== undefined))];
}

async function readTimes(
  scheduleAt: string | undefined,
  now: Date,
  region: Region | undefined,
  findings: FailureCollector,
): Promise<{ askedAt: Date; startAt: Date } | undefined> {
  const askedAt = scheduleAt ? findings.take(await readTime(scheduleAt, region?.timeZone ?? 'UTC')) : now;
  const startAt = askedAt && region && findings.take(await nextStart(askedAt, now, region));
  return askedAt && startAt && { askedAt, startAt };
}

const pricesOf = (quote: Quote, type: ShipType): AvailableShipType['sizes'] =>
  quote.options
    .filter(({ shipType }) => shipType === type)
    .map((option) => ({ size: option.size, price: priced(quote, option) }));

function priced(quote: Quote, option: QuotedOption): Price {
  const price = quotedPrice(quote, option);
  if (price === undefined)
    throw new TypeError(`${quote.regionCode} offers a service that it has no price for`);
  return price;
}
