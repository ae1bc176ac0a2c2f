import { Arn, type Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Grant } from './base/grant.ts';
import type { Stage } from './base/stage.ts';

/** Asking the stage's providers where places are, how far apart, and what the weather is there. */
export function placesGrant({ places, weather }: Stage, stack: Stack): Grant {
  const provider = (service: string): string =>
    Arn.format({ service, account: '', resource: 'provider', resourceName: 'default' }, stack);
  const statements =
    places === undefined
      ? []
      : [
          new PolicyStatement({
            actions: ['geo-routes:CalculateRoutes'],
            resources: [provider('geo-routes')],
          }),
          new PolicyStatement({ actions: ['geo-places:Geocode'], resources: [provider('geo-places')] }),
        ];
  return {
    statements,
    environment: {
      ...(places !== undefined && { PLACES: places }),
      ...(weather !== undefined && { WEATHER: weather }),
    },
  };
}
