import { endpoint, type Reply } from '../../shared/http/endpoint.ts';
import type { WebhookDelivery } from '../../shared/webhooks/deliveries/delivery.ts';
import { retryDelivery } from '../../shared/webhooks/deliveries/retry-delivery.ts';
import { retryWebhookDelivery } from './webhook-delivery-routes.ts';
import { viewDelivery } from './webhook-views.ts';

const replyTo = (delivery: WebhookDelivery): Reply => ({ status: 202, body: viewDelivery(delivery) });

export const handler = endpoint(
  retryWebhookDelivery,
  async ({ params, principal, receipt }, { table, clock }) =>
    replyTo(await retryDelivery(table, principal, params.id, clock(), (sent) => receipt(replyTo(sent)))),
);
