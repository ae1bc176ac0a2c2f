import type { ServiceOffer } from '../../../shared/serviceability/check-serviceability.ts';
import { toMajor } from '../../../shared/serviceability/pricing/money.ts';
import { packageSizeLimits } from '../../../shared/serviceability/pricing/package-size.ts';
import { urgencyOf } from '../../../shared/serviceability/pricing/ship-type.ts';
import { promises } from '../../../shared/serviceability/promise.ts';
import { formatWithOffset } from '../../../shared/time/offset.ts';

/** The data of a serviceability check's answer. */
export function viewService(service: ServiceOffer) {
  const { region, available, quote, kilometres, shipTypes, sizes, from, to } = service;
  const { currency } = region.priceBook;
  const here = (at: Date): string => formatWithOffset(at, region.timeZone);
  return {
    availableShipTypes: available.map(({ type, promisedAt, sizes: priced }) => ({
      description: promises[urgencyOf(type)].description,
      estimatedDeliveryAt: here(promisedAt),
      packageSizes: priced.map(({ size, price }) => ({
        description: packageSizeLimits[size].description,
        estimatedPrice: toMajor(price.total, currency),
        maxWeight: packageSizeLimits[size].maxWeight,
        size,
      })),
      type,
    })),
    meta: {
      ...(service.approximate && { approximate: true }),
      availableShipTypes: available.map(({ type }) => type),
      cheapestOption: cheapestOf(service),
      distance: kilometres,
      orderRequestTime: here(service.askedAt),
      requestParamsProcessed: {
        fromCoordinates: from,
        scheduleOrderAt: here(service.startAt),
        shipTypes,
        toCoordinates: to,
        tpPackageSizes: sizes,
      },
    },
    quote: {
      requestID: quote.quoteId,
      expiresAt: quote.expiresAt,
      currency,
      lines: optionsOf(service).flatMap(({ type: shipType, size: packageSize, price }) =>
        price.lines.map(({ type, description, amount }) => ({
          shipType,
          packageSize,
          type,
          description,
          amount: toMajor(amount, currency),
          amountMinor: amount,
        })),
      ),
    },
  };
}

const optionsOf = ({ available }: ServiceOffer) =>
  available.flatMap(({ type, sizes }) => sizes.map((each) => ({ type, ...each })));

/** Of several that cost the same, the first. */
function cheapestOf(service: ServiceOffer) {
  const [cheapest] = optionsOf(service).toSorted((a, b) => a.price.total - b.price.total);
  if (cheapest === undefined) throw new TypeError('A service without options should have been refused');
  const { type, size, price } = cheapest;
  return { packageSize: size, price: toMajor(price.total, price.currency), shipType: type };
}
