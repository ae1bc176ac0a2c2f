import { endpoint } from '../../shared/http/endpoint.ts';
import { loadEndpoints } from '../../shared/webhooks/endpoints/endpoint-store.ts';
import { listWebhookEndpoints } from './webhook-endpoint-routes.ts';
import { viewEndpoint } from './webhook-views.ts';

export const handler = endpoint(listWebhookEndpoints, async ({ principal }, { table }) => {
  const endpoints = await loadEndpoints(table, principal);
  return { status: 200, body: { endpoints: endpoints.map(viewEndpoint) } };
});
