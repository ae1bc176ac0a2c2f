import { endpoint } from '../../shared/http/endpoint.ts';
import { Problem } from '../../shared/problem.ts';
import { loadDelivery } from '../../shared/webhooks/deliveries/delivery-store.ts';
import { isExpired } from '../../shared/webhooks/deliveries/retention.ts';
import { getWebhookDelivery } from './webhook-routes.ts';
import { viewDeliveryDetail } from './webhook-views.ts';

export const handler = endpoint(getWebhookDelivery, async ({ params, principal }, { table, clock }) => {
  const found = await loadDelivery(table, principal, params.id);
  if (found === undefined || isExpired(found.delivery, clock())) throw new Problem('not_found');
  return { status: 200, body: viewDeliveryDetail(found.delivery, found.attempts) };
});
