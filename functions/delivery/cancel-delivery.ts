import { cancelDelivery as cancel } from '../../shared/deliveries/cancel-delivery.ts';
import { refuseDelivery } from '../../shared/deliveries/refuse-delivery.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { cancelDeliveryRoute } from './booking-routes.ts';
import { success } from './success.ts';

export const handler = endpoint(
  cancelDeliveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const { orderID, reason } = body;
    if (orderID === '') throw refuseDelivery('E116');
    const reply = success({ message: 'Order cancelled successfully', orderID }, clock());
    const cancellation = {
      reason,
      comments: '',
      cancelledByUserType: 'user',
      cancelledByUserID: '',
      cancelledByUserName: '',
    } as const;
    await cancel({ table, clock }, principal, { orderID, cancellation }, () => receipt(reply));
    return reply;
  },
);
