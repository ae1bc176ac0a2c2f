import type { GeoRoutesClient } from '@aws-sdk/client-geo-routes';
import { isSamePoint } from '../point.ts';
import type { DistanceProvider } from './distance.ts';

/**
 * Amazon Location: the shortest drive. Its client is loaded with the first request, since most functions that could use it
 * never do. Endpoint, region and credentials come from the environment variables that the SDK reads itself.
 */
export function amazonRoutes(): DistanceProvider {
  let client: GeoRoutesClient | undefined;
  return {
    async metres(from, to) {
      if (isSamePoint(from, to)) return 0;
      const { CalculateRoutesCommand, GeoRoutesClient, ValidationException } = await import(
        './geo-routes.lazy.ts'
      );
      client ??= new GeoRoutesClient({ requestHandler: TIMEOUTS });
      const command = new CalculateRoutesCommand({
        Origin: [from.lng, from.lat],
        Destination: [to.lng, to.lat],
        TravelMode: 'Car',
        OptimizeRoutingFor: 'ShortestRoute',
      });
      try {
        const { Routes = [] } = await client.send(command);
        return Routes[0]?.Summary?.Distance;
      } catch (cause) {
        // Points far from any road are refused as invalid.
        if (cause instanceof ValidationException) return undefined;
        throw cause;
      }
    },
  };
}

const TIMEOUTS = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
