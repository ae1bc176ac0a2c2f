import type { OrderShown } from '../../../base/views.ts';

/** The street lines that hold now: as the customer corrected them on the call, or else as they were given. */
export interface StreetNow {
  address1: string;
  address2: string;
  isCorrected: boolean;
}

/** A corrected line takes the place of both lines that were given. */
export function streetNow({
  address,
  addressFinal,
}: Pick<OrderShown, 'address' | 'addressFinal'>): StreetNow {
  const { address1 = '', address2 } = address ?? {};
  const given = [address1, address2].filter(Boolean).join(', ');
  if (addressFinal !== null && addressFinal !== given)
    return { address1: addressFinal, address2: '', isCorrected: true };
  return { address1, address2: address2 ?? '', isCorrected: false };
}
