import type { AddressProvider } from '../geo/addresses/addresses.ts';
import { amazonPlaces } from '../geo/addresses/amazon-places.ts';
import { pincodeGazetteer } from '../geo/addresses/pincode-gazetteer.ts';
import { isAmazon, providersFromEnvironment, type ServiceabilityProviders } from './providers.ts';

/** What serviceability needs besides: a provider that finds addresses. */
export interface ProvidersWithAddresses extends ServiceabilityProviders {
  addresses: AddressProvider;
}

/** The same, with addresses. It is separate so that only functions that look up addresses carry the gazetteer. */
export function providersWithAddressesFromEnvironment(): ProvidersWithAddresses {
  return { ...providersFromEnvironment(), addresses: isAmazon() ? amazonPlaces() : pincodeGazetteer };
}
