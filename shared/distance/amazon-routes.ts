import type { GeoRoutesClient } from '@aws-sdk/client-geo-routes';
import { isSamePoint } from '../regions/point.ts';
import type { DistanceProvider } from './distance.ts';

/**
 * Amazon Location: the shortest drive. Its client is loaded at the first question, since most functions that could ask
 * never do. Endpoint, region and credentials come from the environment variables that the SDK reads by itself.
 */
export function amazonRoutes(): DistanceProvider {
  let client: GeoRoutesClient | undefined;
  return {
    async metres(from, to) {
      if (isSamePoint(from, to)) return 0;
      const { CalculateRoutesCommand, GeoRoutesClient } = await import('@aws-sdk/client-geo-routes');
      client ??= new GeoRoutesClient({ requestHandler: TIMEOUTS });
      const { Routes = [] } = await client.send(
        new CalculateRoutesCommand({
          Origin: [from.lng, from.lat],
          Destination: [to.lng, to.lat],
          TravelMode: 'Car',
          OptimizeRoutingFor: 'ShortestRoute',
        }),
      );
      return Routes[0]?.Summary?.Distance;
    },
  };
}

const TIMEOUTS = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
