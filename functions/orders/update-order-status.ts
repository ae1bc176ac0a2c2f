import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { updateOrder as change } from '../../shared/orders/update-order.ts';
import { updateOrderStatusRoute } from './routes.ts';
import { etagOf, ifMatch } from './versions.ts';

export const handler = endpoint(
  updateOrderStatusRoute,
  async ({ params, body, headers, principal }, services) => {
    const { sent, value: status } = body.status;
    const mayChange = ifMatch(headers['if-match']);
    const order = await change(services, principal, params.orderId, { status }, mayChange);
    return {
      status: 200,
      headers: { etag: etagOf(order.version) },
      body: { success: true, message: `Order status updated to ${sent}` },
    };
  },
);
