import { walkDelivery } from '../../../shared/deliveries/lifecycle/walk-delivery.ts';
import { statusNamed, statusNames } from '../../../shared/http/dialects/delivery-words.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { moveTestDeliveryRoute } from './lifecycle-routes.ts';

export const handler = endpoint(moveTestDeliveryRoute, async ({ body, principal }, { table, clock }) => {
  const { orderID } = body;
  const delivery = await walkDelivery({ table, clock }, principal, orderID, statusNamed(body.status));
  return success({ orderID, status: statusNames[delivery.status] }, clock());
});
