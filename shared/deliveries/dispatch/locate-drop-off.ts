import type { AddressProvider } from '../../geo/addresses/addresses.ts';
import { isOnEarth, type Point } from '../../geo/point.ts';
import { streetLine, wholeAddress } from '../../orders/order/address.ts';
import type { Order } from '../../orders/order/order.ts';
import type { CheckResult } from '../../serviceability/failure.ts';
import type { DeliveryStop } from '../delivery/delivery.ts';

/** The place that an order goes to. */
export interface DropOff {
  place: DeliveryStop;
  /** Whether its point represents a whole neighbourhood. */
  approximate: boolean;
}

/** Finds the place that an order goes to: by the coordinates it came with, else by its address. */
export async function locateDropOff(order: Order, addresses: AddressProvider): Promise<CheckResult<DropOff>> {
  const failure = (message: string) => ({
    failure: { reason: 'coordinates_missing', rule: 'drop_area', message } as const,
  });
  const { address, addressFinal, isLocationOutdated = false } = order;
  const isCorrected = address !== null && addressFinal !== null && addressFinal !== streetLine(address);
  const text =
    isCorrected && address
      ? wholeAddress({ ...address, address1: addressFinal ?? '', address2: null })
      : address && wholeAddress(address);
  // After a correction of the address, the coordinates that came with it are out of date.
  const given = isCorrected || isLocationOutdated ? undefined : coordinatesOf(order);
  if (!given && !text) return failure('The order has no address');
  const found = given ? { point: given, approximate: false } : await addresses.locate(text ?? '');
  if (found === undefined)
    return failure('The address cannot be located: it needs a known postal code, or coordinates');
  const place = {
    address: text ?? '',
    houseNo: '',
    landmark: '',
    pincode: address?.zip ?? '',
    ...found.point,
  };
  return { value: { place, approximate: found.approximate } };
}

/** `delivery_details.location` of the orders dialect. */
function coordinatesOf({ deliveryDetails }: Order): Point | undefined {
  const { lat, lng } = (deliveryDetails?.location ?? {}) as Partial<Point>;
  if (typeof lat !== 'number' || typeof lng !== 'number') return undefined;
  return isOnEarth({ lat, lng }) ? { lat, lng } : undefined;
}
