import { openEndpoint } from '../../shared/http/open-endpoint.ts';
import { openapi } from './openapi.ts';
import { getOpenapi } from './routes.ts';

let document: object | undefined;

export const handler = openEndpoint(getOpenapi, async () => {
  document ??= openapi();
  return { status: 200, body: document };
});
