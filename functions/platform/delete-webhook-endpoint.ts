import { endpoint } from '../../shared/http/endpoint.ts';
import { deleteEndpoint } from '../../shared/webhooks/endpoints/endpoint-store.ts';
import { deleteWebhookEndpoint } from './webhook-endpoint-routes.ts';

export const handler = endpoint(deleteWebhookEndpoint, async ({ params, principal }, { table }) => {
  await deleteEndpoint(table, principal, params.id);
  return { status: 204 };
});
