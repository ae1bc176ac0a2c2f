import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { updateOrder as change } from '../../../shared/orders/changes/update-order.ts';
import { updateOrderStatusRoute } from './order-routes.ts';
import { etagOf, ifMatch } from './versions.ts';

export const handler = endpoint(
  updateOrderStatusRoute,
  async ({ params, body, headers, principal }, services) => {
    const { shown, status, logistics: logisticsStatus, payment } = body.status;
    const update = { status, logisticsStatus, payment: { status: payment } };
    const mayChange = ifMatch(headers['if-match']);
    const order = await change(services, principal, params.orderId, update, mayChange);
    return {
      status: 200,
      headers: { etag: etagOf(order.version) },
      body: {
        success: true,
        message: shown ? `Order status updated to ${shown}` : `Order payment status updated to ${payment}`,
      },
    };
  },
);
