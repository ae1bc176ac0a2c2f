import type { Table } from '../adapters/dynamo/table.ts';
import { chargeableOf, kilometresOf } from '../geo/distance/distance.ts';
import type { Point } from '../geo/point.ts';
import { FailureCollector } from './failure.ts';
import { locateEnds, measure } from './locate-ends.ts';
import { offersOf } from './offers.ts';
import { type PackageSize, packageSizes } from './pricing/package-size.ts';
import { type Price, price } from './pricing/price.ts';
import { regularShipTypes, type Urgency, urgencyOf } from './pricing/ship-type.ts';
import { surgeAt } from './pricing/surge.ts';
import type { ServiceabilityProviders } from './providers.ts';

/** The prices of deliveries from one point to another. */
export interface Prices {
  /** The distance that is shown. */
  kilometres: number;
  /** Basis points. */
  taxRate: number;
  prices: readonly { urgency: Urgency; size: PackageSize; price: Price }[];
}

/**
 * Prices a delivery now, by every urgency and size that is offered.
 * @throws Problem delivery_refused with every rule that is broken
 */
export async function getPrices(
  providers: ServiceabilityProviders,
  table: Table,
  { origin, destination }: { origin: Point; destination: Point },
  now: Date,
): Promise<Prices> {
  const findings = new FailureCollector();
  const regions = await providers.regions.load(table);
  const asked = { from: { coordinates: origin }, to: { coordinates: destination } };
  const ends = await locateEnds(asked, { regions }, findings);
  const metres = await measure(ends, providers.distance, findings);
  findings.refuse();
  const { region } = ends;
  if (region === undefined || metres === undefined)
    throw new TypeError('A rule failed without adding a finding');

  const kilometres = kilometresOf(metres);
  const wanted = { shipTypes: regularShipTypes, sizes: packageSizes, isOneEnough: false, kilometres };
  const { options } = offersOf(region, wanted, findings);
  findings.refuse();
  const { priceBook, timeZone } = region;
  const surge = await surgeAt(priceBook.surge, { point: origin, at: now, timeZone }, providers.weather);
  return {
    kilometres,
    taxRate: priceBook.taxRate,
    prices: options.flatMap(({ shipType, size }) => {
      const urgency = urgencyOf(shipType);
      const found = price(priceBook, { size, urgency, kilometres: chargeableOf(metres), surge });
      return found ? [{ urgency, size, price: found }] : [];
    }),
  };
}
