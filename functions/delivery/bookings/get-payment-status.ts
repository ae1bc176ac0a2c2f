import { settleWaiting } from '../../../shared/deliveries/booking/settle-waiting.ts';
import {
  loadTemporary,
  paymentStatusOf,
  type TemporaryOrder,
  walletToCharge,
} from '../../../shared/deliveries/delivery/temporary-order.ts';
import { inDeliveryWords } from '../../../shared/http/dialects/delivery-words.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { getPaymentStatusRoute } from './booking-routes.ts';

const paymentNames = { waiting: 'PENDING', booked: 'SUCCESS', failed: 'FAILED' } as const;

/** Why it failed. */
const messageOf = ({ reason, failures }: TemporaryOrder): string | undefined =>
  reason ?? failures?.map(({ message }) => inDeliveryWords(message)).join('; ');

export const handler = endpoint(getPaymentStatusRoute, async ({ query, principal }, { table, clock }) => {
  const load = () => loadTemporary(table, principal, query.temporaryOrderID);
  let order = await load();
  if (paymentStatusOf(order, clock()) === 'waiting') {
    await settleWaiting({ table, clock }, walletToCharge(order.booking));
    order = await load();
  }
  const now = clock();
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
