import { rejectEndpoint } from '../../shared/http/endpoints/reject.ts';
import knownRoutes from './known-routes.made.ts';

/** The API's `$default` route: every request that matches no declared endpoint. */
export const handler = rejectEndpoint(knownRoutes());
