import { settleWaiting } from '../../shared/deliveries/settle-waiting.ts';
import { loadTemporary, paymentStatusOf, walletToCharge } from '../../shared/deliveries/temporary-order.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { getPaymentStatusRoute } from './booking-routes.ts';
import { success } from './success.ts';

export const handler = endpoint(getPaymentStatusRoute, async ({ query, principal }, { table, clock }) => {
  const load = () => loadTemporary(table, principal, query.temporaryOrderID);
  let order = await load();
  if (paymentStatusOf(order, clock()) === 'PENDING') {
    await settleWaiting({ table, clock }, walletToCharge(order.booking));
    order = await load();
  }
  const now = clock();
  return success(
    {
      createdAt: order.createdAt,
      orderID: order.deliveryId ?? '',
      status: paymentStatusOf(order, now),
      temporary_id: order.id,
      transactionID: order.transactionID ?? '',
    },
    now,
    order.reason,
  );
});
