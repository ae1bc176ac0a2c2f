import type { Failure, FailureCollector } from './failure.ts';
import type { RequestedSizes } from './parcel-sizes.ts';
import type { PackageSize } from './pricing/package-size.ts';
import type { QuotedOption } from './pricing/quote.ts';
import type { ShipType } from './pricing/ship-type.ts';
import type { Region } from './regions/region.ts';
import { checkOffer } from './rules.ts';

interface Wanted extends RequestedSizes {
  shipTypes: readonly ShipType[];
  /** Undefined when it is not known. */
  kilometres: number | undefined;
}

/** The requested services that a region offers. */
export interface Offers {
  options: readonly QuotedOption[];
  /** Those asked about: of the sizes that a parcel fits into, only the one that is carried. */
  sizes: readonly PackageSize[];
}

/** Which of the requested services are possible; when none is, the reasons are added to the findings. */
export function offersOf(region: Region, wanted: Wanted, findings: FailureCollector): Offers {
  const { shipTypes, kilometres } = wanted;
  const failures = new Map<string, Failure>();
  const optionsFor = (size: PackageSize): QuotedOption[] =>
    shipTypes
      .filter((type) => {
        const failure = checkOffer(region, { type, size, kilometres }, 'no_ship_type_offered');
        if (failure) failures.set(failure.message, failure);
        return failure === undefined;
      })
      .map((shipType) => ({ shipType, size }));

  const offers = wanted.isOneEnough
    ? firstCarried(wanted.sizes, optionsFor)
    : { options: wanted.sizes.flatMap(optionsFor), sizes: wanted.sizes };
  if (offers.options.length === 0) findings.add(...failures.values());
  return offers;
}

function firstCarried(
  sizes: readonly PackageSize[],
  optionsFor: (size: PackageSize) => QuotedOption[],
): Offers {
  for (const size of sizes) {
    const options = optionsFor(size);
    if (options.length > 0) return { options, sizes: [size] };
  }
  return { options: [], sizes: sizes.slice(0, 1) };
}
