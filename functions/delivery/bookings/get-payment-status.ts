import { settledByNow } from '../../../shared/deliveries/booking/settle-waiting.ts';
import { paymentStatusOf, type TemporaryOrder } from '../../../shared/deliveries/delivery/temporary-order.ts';
import { inDeliveryWords } from '../../../shared/http/dialects/delivery-words.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { getPaymentStatusRoute } from './booking-routes.ts';

const paymentNames = { waiting: 'PENDING', booked: 'SUCCESS', failed: 'FAILED' } as const;

/** Why it failed, in words of this dialect. */
const messageOf = ({ reason, failures }: TemporaryOrder): string | undefined =>
  reason ?? failures?.map(({ message }) => inDeliveryWords(message)).join('; ');

export const handler = endpoint(getPaymentStatusRoute, async ({ query, principal }, services) => {
  const order = await settledByNow(services, principal, query.temporaryOrderID);
  const now = services.clock();
  return success(
    {
      createdAt: order.createdAt,
      orderID: order.deliveryId ?? '',
      status: paymentNames[paymentStatusOf(order, now)],
      temporary_id: order.id,
      transactionID: order.ledgerEntryId ?? '',
    },
    now,
    messageOf(order),
  );
});
