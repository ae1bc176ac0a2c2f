import type { AddressProvider } from '../geo/addresses/addresses.ts';
import { amazonPlaces } from '../geo/addresses/amazon-places.ts';
import { pincodeGazetteer } from '../geo/addresses/pincode-gazetteer.ts';
import { isAmazon, providersFromEnvironment, type ServiceabilityProviders } from './providers.ts';

/** What serviceability needs besides: whoever finds addresses. */
export interface ProvidersWithAddresses extends ServiceabilityProviders {
  addresses: AddressProvider;
}

/** The same, with addresses. It stands apart so that only who asks for addresses carries the gazetteer. */
export function providersWithAddressesFromEnvironment(): ProvidersWithAddresses {
  return { ...providersFromEnvironment(), addresses: isAmazon() ? amazonPlaces() : pincodeGazetteer };
}
