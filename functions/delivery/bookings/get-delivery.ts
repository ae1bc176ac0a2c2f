import { required } from '../../../shared/base/env.ts';
import { loadDelivery } from '../../../shared/deliveries/delivery/delivery-store.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { success } from '../fields/success.ts';
import { getDeliveryRoute } from './booking-routes.ts';
import { viewDelivery } from './delivery-view.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(getDeliveryRoute, async ({ query, principal }, { table, clock }) => {
  const delivery = await loadDelivery(table, principal, query.orderID);
  return success(viewDelivery(delivery, publicUrl), clock());
});
