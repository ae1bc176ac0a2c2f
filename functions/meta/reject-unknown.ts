import { rejectEndpoint } from '../../shared/http/endpoints/reject.ts';
import { routes } from './declarations.ts';

/** The API's `$default` route: whatever no declared endpoint takes. */
export const handler = rejectEndpoint(routes);
