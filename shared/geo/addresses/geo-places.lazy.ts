export { GeocodeCommand, GeoPlacesClient } from '@aws-sdk/client-geo-places';
