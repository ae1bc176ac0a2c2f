import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { openapi } from './openapi.ts';
import { getOpenapiRoute } from './routes.ts';

let document: object | undefined;

export const handler = openEndpoint(getOpenapiRoute, async () => {
  document ??= openapi();
  return { status: 200, body: document };
});
