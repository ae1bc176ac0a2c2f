import { required } from '../../../shared/base/env.ts';
import { listDeliveryEvents, loadDelivery } from '../../../shared/deliveries/delivery/delivery-store.ts';
import { endpoint } from '../../../shared/http/endpoints/endpoint.ts';
import { asNotFound } from './as-not-found.ts';
import { getWholeDeliveryRoute } from './delivery-list-routes.ts';
import { viewDeliveryWithSteps } from './delivery-views.ts';

const publicUrl = required('PUBLIC_URL');

export const handler = endpoint(getWholeDeliveryRoute, async ({ params, principal }, { table }) => {
  const [delivery, events] = await Promise.all([
    loadDelivery(table, principal, params.id),
    listDeliveryEvents(table, principal, params.id),
  ]).catch((thrown) => {
    throw asNotFound(thrown);
  });
  return { status: 200, body: viewDeliveryWithSteps(delivery, events, publicUrl) };
});
