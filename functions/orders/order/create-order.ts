import { endpoint, type Reply } from '../../../shared/http/endpoints/endpoint.ts';
import { placeOrder } from '../../../shared/orders/changes/place-order.ts';
import type { Order } from '../../../shared/orders/order/order.ts';
import { toPlacement } from './create-body.ts';
import { createOrderRoute } from './order-routes.ts';
import { paymentWordsFor } from './payment-words.ts';
import { etagOf } from './versions.ts';
import { viewCreated } from './views.ts';

export const handler = endpoint(createOrderRoute, async ({ body, principal, receipt }, services) => {
  const reply = (order: Order): Reply => ({
    status: 201,
    headers: { etag: etagOf(order.version) },
    body: { success: true, message: 'Order created successfully', order: viewCreated(order, body) },
  });
  const placement = toPlacement(body, principal, () =>
    paymentWordsFor(services.table, principal, body.payment_info),
  );
  return reply(await placeOrder(services, principal, placement, (order) => receipt(reply(order))));
});
