import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { loadEndpoints } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { listWebhookEndpointsRoute } from './webhook-endpoint-routes.ts';
import { viewEndpoint } from './webhook-endpoint-views.ts';

export const handler = endpoint(listWebhookEndpointsRoute, async ({ principal }, { table }) => {
  const endpoints = await loadEndpoints(table, principal);
  return { status: 200, body: { endpoints: endpoints.map(viewEndpoint) } };
});
