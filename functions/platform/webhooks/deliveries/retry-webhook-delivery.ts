import { endpoint, type Reply } from '../../../../shared/http/endpoints/endpoint.ts';
import { retryWebhookDelivery } from '../../../../shared/webhooks/deliveries/retry-webhook-delivery.ts';
import type { WebhookDelivery } from '../../../../shared/webhooks/deliveries/webhook-delivery.ts';
import { retryWebhookDeliveryRoute } from './webhook-delivery-routes.ts';
import { viewWebhookDelivery } from './webhook-delivery-views.ts';

const replyTo = (delivery: WebhookDelivery): Reply => ({ status: 202, body: viewWebhookDelivery(delivery) });

export const handler = endpoint(
  retryWebhookDeliveryRoute,
  async ({ params, principal, receipt }, { table, clock }) =>
    replyTo(
      await retryWebhookDelivery(table, principal, params.id, clock(), (sent) => receipt(replyTo(sent))),
    ),
);
