import type { Point } from '../geo/point.ts';
import { FailureCollector } from './failure.ts';
import { offersOf } from './offers.ts';
import { type PackageSize, packageSizes } from './pricing/package-size.ts';
import { noSurge, type Price, price } from './pricing/price.ts';
import { regularShipTypes, type Urgency, urgencyOf } from './pricing/ship-type.ts';
import type { Region, RegionIndex } from './regions/region.ts';

/** The services at a point. */
export interface Coverage {
  region: Region;
  services: readonly { urgency: Urgency; size: PackageSize; price: Price }[];
}

/**
 * The region that serves a point, and what each of its services costs over a distance at an hour and in weather that
 * cost nothing more. Undefined where nobody delivers.
 */
export function coverageAt(regions: RegionIndex, point: Point, kilometres: number): Coverage | undefined {
  const region = regions.at(point);
  if (region === undefined) return undefined;
  const wanted = { shipTypes: regularShipTypes, sizes: packageSizes, isOneEnough: false, kilometres };
  const { options } = offersOf(region, wanted, new FailureCollector());
  return {
    region,
    services: options.flatMap(({ shipType, size }) => {
      const urgency = urgencyOf(shipType);
      const found = price(region.priceBook, { size, urgency, kilometres, surge: noSurge });
      return found ? [{ urgency, size, price: found }] : [];
    }),
  };
}
