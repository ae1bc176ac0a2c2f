import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import type { WebhookDelivery } from '../../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { pingEndpoint } from '../../../../shared/webhooks/ping-endpoint.ts';
import { viewWebhookDelivery } from '../deliveries/webhook-delivery-views.ts';
import { pingWebhookEndpointRoute } from './webhook-endpoint-routes.ts';

const replyTo = (delivery: WebhookDelivery): Reply => ({ status: 202, body: viewWebhookDelivery(delivery) });

export const handler = endpoint(
  pingWebhookEndpointRoute,
  async ({ params, principal, receipt }, { table, clock }) =>
    replyTo(await pingEndpoint(table, principal, params.id, clock(), (made) => receipt(replyTo(made)))),
);
