import { bookingNamed, cancelBooking } from '../../../shared/deliveries/booking/cancel-delivery.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { cancelDeliveryRoute } from './booking-routes.ts';

export const handler = endpoint(cancelDeliveryRoute, async ({ body, principal, receipt }, services) => {
  const { reason, orderID } = body;
  const named = bookingNamed(orderID, body.temporaryOrderID);
  const asked = 'temporaryId' in named ? { temporaryOrderID: named.temporaryId } : {};
  const answer = (deliveryId: string | null) =>
    success(
      { message: 'Order cancelled successfully', orderID: deliveryId ?? orderID ?? '', ...asked },
      services.clock(),
    );
  const cancellation = { reason, comments: '', by: { kind: 'user', id: '', name: '' } } as const;
  const cancelled = await cancelBooking(services, principal, named, cancellation, (deliveryId) =>
    receipt(answer(deliveryId)),
  );
  return answer(cancelled);
});
