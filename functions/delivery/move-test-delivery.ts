import { walkDelivery } from '../../shared/deliveries/lifecycle/walk-delivery.ts';
import { endpoint } from '../../shared/http/endpoints/endpoint.ts';
import { moveTestDeliveryRoute } from './lifecycle-routes.ts';
import { success } from './success.ts';

export const handler = endpoint(moveTestDeliveryRoute, async ({ body, principal }, { table, clock }) => {
  const { orderID, status } = body;
  const delivery = await walkDelivery({ table, clock }, principal, orderID, status);
  return success({ orderID, status: delivery.status }, clock());
});
