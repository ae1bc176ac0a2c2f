export { CalculateRoutesCommand, GeoRoutesClient, ValidationException } from '@aws-sdk/client-geo-routes';
