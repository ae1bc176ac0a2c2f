import { reject } from '../../shared/http/endpoints/reject.ts';
import type { Handler } from '../../shared/http/exchange.ts';
import { toResult } from '../../shared/http/result.ts';
import { routes } from './declarations.ts';

/** The API's `$default` route: whatever no declared endpoint takes. */
export const handler: Handler = async ({ rawPath, rawQueryString, requestContext: { requestId, http } }) =>
  toResult(reject(routes, http.method, rawPath, rawQueryString), requestId, undefined);
