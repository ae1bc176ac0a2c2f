import { endpoint } from '../../../../shared/http/endpoints/endpoint.ts';
import { loadPayload } from '../../../../shared/webhooks/deliveries/payload.ts';
import { requireWebhookDelivery } from '../../../../shared/webhooks/deliveries/webhook-delivery-store.ts';
import { getWebhookDeliveryRoute } from './webhook-delivery-routes.ts';
import { viewWebhookDeliveryDetail } from './webhook-delivery-views.ts';

export const handler = endpoint(getWebhookDeliveryRoute, async ({ params, principal }, { table, clock }) => {
  const { delivery, attempts } = await requireWebhookDelivery(table, principal, params.id, clock());
  const payload = await loadPayload(table, delivery);
  return { status: 200, body: viewWebhookDeliveryDetail(delivery, payload, attempts) };
});
