import type { AddressProvider } from '../addresses/addresses.ts';
import { amazonPlaces } from '../addresses/amazon-places.ts';
import { pincodeGazetteer } from '../addresses/pincode-gazetteer.ts';
import { isAmazon, type ServiceWorld, worldFromEnvironment } from './world.ts';

/** What serviceability needs besides: whoever finds addresses. */
export interface AddressedWorld extends ServiceWorld {
  addresses: AddressProvider;
}

/** The same, with addresses. It stands apart so that only who asks for addresses carries the gazetteer. */
export function addressedWorldFromEnvironment(): AddressedWorld {
  return { ...worldFromEnvironment(), addresses: isAmazon() ? amazonPlaces() : pincodeGazetteer };
}
