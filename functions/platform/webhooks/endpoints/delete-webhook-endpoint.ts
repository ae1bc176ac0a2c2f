import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { deleteEndpoint } from '../../../../shared/webhooks/endpoints/endpoint.ts';
import { deleteWebhookEndpointRoute } from './webhook-endpoint-routes.ts';

export const handler = endpoint(deleteWebhookEndpointRoute, async ({ params, principal }, { table }) => {
  await deleteEndpoint(table, principal, params.id);
  return { status: 204 };
});
