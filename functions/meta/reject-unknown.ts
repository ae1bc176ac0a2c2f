import { rejectEndpoint } from '../../shared/http/endpoints/reject.ts';
import knownRoutes from './known-routes.made.ts';

/** The API's `$default` route: whatever no declared endpoint takes. */
export const handler = rejectEndpoint(knownRoutes());
