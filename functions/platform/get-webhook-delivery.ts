import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { requireWebhookDelivery } from '../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { getWebhookDeliveryRoute } from './webhook-delivery-routes.ts';
import { viewWebhookDeliveryDetail } from './webhook-views.ts';

export const handler = endpoint(getWebhookDeliveryRoute, async ({ params, principal }, { table, clock }) => {
  const { delivery, attempts } = await requireWebhookDelivery(table, principal, params.id, clock());
  return { status: 200, body: viewWebhookDeliveryDetail(delivery, attempts) };
});
