import { endpoint } from '../../shared/http/endpoint.ts';
import { requireDelivery } from '../../shared/webhooks/deliveries/delivery-store.ts';
import { getWebhookDelivery } from './webhook-delivery-routes.ts';
import { viewDeliveryDetail } from './webhook-views.ts';

export const handler = endpoint(getWebhookDelivery, async ({ params, principal }, { table, clock }) => {
  const { delivery, attempts } = await requireDelivery(table, principal, params.id, clock());
  return { status: 200, body: viewDeliveryDetail(delivery, attempts) };
});
