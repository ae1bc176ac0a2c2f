import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { updateOrder as change } from '../../shared/orders/update-order.ts';
import { paymentWordsFor } from './payment-words.ts';
import { updateOrderRoute } from './routes.ts';
import { toUpdate } from './update-body.ts';
import { etagOf, ifMatch } from './versions.ts';

export const handler = endpoint(updateOrderRoute, async ({ params, body, headers, principal }, services) => {
  const words = await paymentWordsFor(services.table, principal, body.updates.payment_info);
  const update = toUpdate(body, principal, words);
  const order = await change(services, principal, params.orderId, update, ifMatch(headers['if-match']));
  return {
    status: 200,
    headers: { etag: etagOf(order.version) },
    body: { success: true, message: 'Order updated successfully' },
  };
});
