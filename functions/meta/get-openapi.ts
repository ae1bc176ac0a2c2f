import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import { LOCAL_URL, openapi } from './openapi.ts';
import { getOpenapiRoute } from './routes.ts';

const publicUrl = process.env.PUBLIC_URL || LOCAL_URL;
let document: object | undefined;

export const handler = openEndpoint(getOpenapiRoute, async () => {
  document ??= openapi(publicUrl);
  return { status: 200, body: document };
});
