import { isId } from '../../../shared/base/ids.ts';
import {
  cancelDelivery as cancel,
  cancelTemporary,
} from '../../../shared/deliveries/booking/cancel-delivery.ts';
import { refuseDelivery } from '../../../shared/deliveries/delivery/refuse-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { cancelDeliveryRoute } from './booking-routes.ts';

export const handler = endpoint(
  cancelDeliveryRoute,
  async ({ body, principal, receipt }, { table, clock }) => {
    const { reason, orderID: named } = body;
    const isTemporary = isId('temporaryOrder', named ?? '');
    const orderID = isTemporary ? '' : (named ?? '');
    const temporaryOrderID = isTemporary ? (named ?? '') : body.temporaryOrderID;
    if (orderID === '' && temporaryOrderID === undefined) throw refuseDelivery('order_id_missing');
    const reply = (cancelled: string, asked: object = {}) =>
      success({ message: 'Order cancelled successfully', orderID: cancelled, ...asked }, clock());
    const cancellation = {
      reason,
      comments: '',
      by: { kind: 'user', id: '', name: '' },
    } as const;
    const services = { table, clock };
    if (orderID !== '' || temporaryOrderID === undefined) {
      await cancel(services, principal, { deliveryId: orderID, cancellation }, () => receipt(reply(orderID)));
      return reply(orderID);
    }
    const answer = (deliveryId: string | null) => reply(deliveryId ?? named ?? '', { temporaryOrderID });
    return answer(
      await cancelTemporary(services, principal, temporaryOrderID, cancellation, (deliveryId) =>
        receipt(answer(deliveryId)),
      ),
    );
  },
);
