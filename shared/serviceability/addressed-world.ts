import type { AddressProvider } from '../addresses/addresses.ts';
import { amazonPlaces } from '../addresses/amazon-places.ts';
import { pincodeGazetteer } from '../addresses/pincode-gazetteer.ts';
import { isAmazon, providersFromEnvironment, type ServiceabilityProviders } from './world.ts';

/** What serviceability needs besides: whoever finds addresses. */
export interface ProvidersWithAddresses extends ServiceabilityProviders {
  addresses: AddressProvider;
}

/** The same, with addresses. It stands apart so that only who asks for addresses carries the gazetteer. */
export function providersWithAddressesFromEnvironment(): ProvidersWithAddresses {
  return { ...providersFromEnvironment(), addresses: isAmazon() ? amazonPlaces() : pincodeGazetteer };
}
