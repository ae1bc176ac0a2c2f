import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { requireEndpoint } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { getWebhookEndpointRoute } from './webhook-endpoint-routes.ts';
import { viewEndpoint } from './webhook-endpoint-views.ts';

export const handler = endpoint(getWebhookEndpointRoute, async ({ params, principal }, { table }) => {
  return { status: 200, body: viewEndpoint(await requireEndpoint(table, principal, params.id)) };
});
