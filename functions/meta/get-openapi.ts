import { openEndpoint } from '../../shared/http/endpoints/open-endpoint.ts';
import makeDocument from './document.made.ts';
import { getOpenapiRoute } from './routes.ts';

const { PUBLIC_URL: publicUrl } = process.env;
let document: object | undefined;

export const handler = openEndpoint(getOpenapiRoute, async () => {
  document ??= { ...makeDocument(), ...(publicUrl && { servers: [{ url: publicUrl }] }) };
  return { status: 200, body: document };
});
