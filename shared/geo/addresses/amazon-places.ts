import type { GeoPlacesClient } from '@aws-sdk/client-geo-places';
import type { AddressProvider } from './addresses.ts';

/**
 * Amazon Location: geocodes whole addresses. Its client is loaded with the first look-up, since most requests have
 * coordinates. Endpoint, region and credentials come from the environment variables that the SDK reads itself.
 */
export function amazonPlaces(): AddressProvider {
  let client: GeoPlacesClient | undefined;
  return {
    async locate(address) {
      const { GeocodeCommand, GeoPlacesClient } = await import('./geo-places.lazy.ts');
      client ??= new GeoPlacesClient({ requestHandler: TIMEOUTS });
      const { ResultItems = [] } = await client.send(
        // A quote stores the coordinates, and the service wants to know that they are stored.
        new GeocodeCommand({
          QueryText: address.slice(0, MAX_LENGTH),
          MaxResults: 1,
          IntendedUse: 'Storage',
        }),
      );
      const [found] = ResultItems;
      const [lng, lat] = found?.Position ?? [];
      if (lng === undefined || lat === undefined) return undefined;
      return { point: { lat, lng }, approximate: !EXACT.has(String(found?.PlaceType)) };
    },
  };
}

/** The kinds of places that are a door, and not a street or a neighbourhood. */
const EXACT = new Set(['PointAddress', 'SecondaryAddress', 'PointOfInterest']);

/** The service takes no longer text. */
const MAX_LENGTH = 200;

const TIMEOUTS = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
